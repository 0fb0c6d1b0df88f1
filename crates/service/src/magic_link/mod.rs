//! Magic links: mint either kind, list them, kill one or all of a company's, and say what one holds.

mod budget;
mod cut_off;
mod genuine;
mod inspect;
mod kind;
mod list;
mod message;
mod mint;
mod revoke;

pub use budget::{MAX_LINKS_OF_A_KEY, links_of_the_primary_key};
pub use cut_off::{CutOffError, cut_off};
pub use genuine::SecretRefused;
pub use inspect::{InspectError, Inspection, inspect};
pub use kind::LinkKind;
pub use list::{MagicLinkView, list};
pub use mint::{
    MintCompanyLink, MintConnectionLink, MintError, Minted, mint_company_link, mint_connection_link,
};
pub use revoke::{RevokeMagicLinkError, revoke};

pub(crate) use budget::LinkBudget;
pub(crate) use genuine::{Genuine, link_of, open};
pub(crate) use mint::created;
