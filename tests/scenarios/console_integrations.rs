//! The console: integrations.
