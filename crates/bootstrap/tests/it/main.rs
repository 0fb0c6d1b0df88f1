//! Integration tests of the composition root.
#![cfg(test)]

mod config;
mod keyring;
mod print;
mod reference;
mod setting;
