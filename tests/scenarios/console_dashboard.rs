//! The console: figures and charts.
