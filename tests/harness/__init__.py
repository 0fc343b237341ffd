"""What tests stand on: throw-away servers, a database that is put back, a browser that watches itself."""
