//! Pictures and fonts, good and hostile.
#![cfg(test)]

mod fonts;
mod pictures;
