//! The console: users and their phones.
