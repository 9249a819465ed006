enum PracticeStub {}
