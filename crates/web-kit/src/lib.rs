#![doc = include_str!("../README.md")]

pub mod base_url;
pub mod client_ip;
pub mod cookies;
pub mod form;
pub mod headers;
pub mod limits;
pub mod problem;
pub mod request;
pub mod serve;
