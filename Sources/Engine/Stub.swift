enum EngineStub {}
