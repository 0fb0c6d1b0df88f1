#![doc = include_str!("../README.md")]

mod address;
mod font;
mod picture;

pub use address::{address, address_for_links};
pub use font::{FontError, MAX_FONT, font};
pub use picture::{Drawn, MAX_PICTURE, MAX_SIDE, PictureError, emblem, favicon, logo};
