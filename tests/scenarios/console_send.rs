//! The console: picking who gets a link, and the message.
