enum SandboxStub {}
