//! The console: following sends.
