//! The page for the visitor's phone.
