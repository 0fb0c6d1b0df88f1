//! Integration tests of the composition root.
#![cfg(test)]

mod config;
mod facts;
mod furnish;
mod keyring;
mod print;
mod reference;
mod setting;
