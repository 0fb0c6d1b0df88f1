//! Links in the hotglue shape, and the walks through them.

mod links;
mod mapping;
mod offers;
mod presets;
mod racing;
mod rights;
mod secrets;
mod several;
mod sites;
