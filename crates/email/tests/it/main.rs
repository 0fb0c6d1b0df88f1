//! The mails as their readers get them, and the ways they go.
#![cfg(test)]

mod code;
mod headers;
mod transports;
mod world;
