//! The mails as their readers get them, and the ways they go.
#![cfg(test)]

mod brand;
mod code;
mod headers;
mod invitation;
mod operator;
mod smtp;
mod transports;
mod world;
