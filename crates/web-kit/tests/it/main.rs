//! Integration tests of the web kit.
#![cfg(test)]

mod base_url;
mod client_ip;
mod common;
mod cookies;
mod form;
mod headers;
mod limits;
mod problem;
mod request;
mod serve;
