//! Integration tests of the web kit.
#![cfg(test)]

mod base_url;
mod client_ip;
