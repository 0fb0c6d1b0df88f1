//! Integration tests of the composition root.
#![cfg(test)]

mod config;
mod facts;
mod furnish;
mod keyring;
mod mail;
mod pictures;
mod print;
mod reference;
mod setting;
