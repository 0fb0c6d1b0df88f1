//! Portals: links in the hotglue shape.

mod create_link;
mod offered;

pub use create_link::{CreatePortalLink, CreatePortalLinkError, PortalLink, PortalWish, create_link};
pub use offered::{OfferedFlow, PortalOffer};
pub(crate) use offered::{offered, only_provider, resolve};
