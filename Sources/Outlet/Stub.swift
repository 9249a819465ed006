enum OutletStub {}
