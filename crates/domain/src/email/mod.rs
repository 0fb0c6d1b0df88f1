//! E-mail addresses, when two are the same, and lists of who may use a link.

mod address;
mod allow_list;

pub use address::{EmailAddress, ParseEmailError};
pub use allow_list::{AddressRule, AllowList, AllowListError, ParseRuleError};
