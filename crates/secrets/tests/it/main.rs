//! The crate from outside. Tests that begin with `t` and three digits cover that case of the assurance list.
#![cfg(test)]

mod api_key;
mod at_rest;
mod audit;
mod canary;
mod code;
mod debug;
mod entropy;
mod examples;
mod foreign;
mod forgery;
mod formats;
mod fuzz;
mod keyring;
mod link_message;
mod messages;
mod nonces;
mod sealed_link;
mod session;
mod support;
mod token;
mod upgrade;
mod url_len;
mod vault;
mod vectors;
mod webhook;
