//! The console: the administrator log.
