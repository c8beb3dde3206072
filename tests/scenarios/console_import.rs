//! The console: bringing people in from a file.
