//! Integration tests of the sign-in drivers.
#![cfg(test)]

mod collector;
mod common;
mod discover;
mod form;
mod oauth;
mod sandbox;
mod secrecy;
mod users;
