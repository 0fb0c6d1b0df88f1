#![doc = include_str!("../README.md")]

pub mod base_url;
pub mod client_ip;
