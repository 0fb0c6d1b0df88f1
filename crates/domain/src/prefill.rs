//! What the inviter fills in for the recipient beforehand.

use std::collections::BTreeSet;

use time::Date;

use crate::country::Country;
use crate::email::EmailAddress;
use crate::id::{ProviderId, SiteId};
use crate::names::named;
use crate::provider::ProviderUrl;
use crate::utility::UtilityTypes;

/// What the recipient finds filled in. Each part may be absent; the recipient may change what is not locked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prefill {
    /// The provider to connect.
    pub provider: Option<ProviderHint>,
    /// The sites preselected, without repeats, in the order given.
    pub initial_sites: Vec<SiteId>,
    /// The utility types preselected.
    pub utility_types: UtilityTypes,
    /// The country preselected.
    pub country: Option<Country>,
    /// Who will own the connection and be asked to repair it.
    pub connection_owner_email: Option<EmailAddress>,
    /// From when on data is collected.
    pub data_collection_start_date: Option<Date>,
}

/// A provider named by the inviter: by its address or by its id in the catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProviderHint {
    /// By address; it need not be in the catalog.
    Url(ProviderUrl),
    /// By id.
    Id(ProviderId),
}

named! {
    /// A part of the prefill that can be locked against the recipient's changes, by its name on the wire.
    PrefillField, ParsePrefillFieldError, "a lockable field of the prefill" {
        /// The provider, however it is named.
        Provider = "datasource",
        /// The sites.
        InitialSites = "initialSites",
        /// The utility types.
        UtilityTypes = "utilityTypes",
        /// The country.
        Country = "country",
        /// The owner of the connection, which recipients can never change.
        ConnectionOwnerEmail = "connectionOwnerEmail",
        /// The start of collection, which recipients can never change.
        DataCollectionStartDate = "dataCollectionStartDate",
    }
}

/// The locked parts of a prefill.
pub type Locks = BTreeSet<PrefillField>;

/// A part is locked that the prefill does not fill in, so that the recipient could never complete it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field} is locked but not filled in")]
pub struct LockedButEmpty {
    /// The part.
    pub field: PrefillField,
}

impl Prefill {
    /// Whether this part is filled in.
    #[must_use]
    pub fn fills(&self, field: PrefillField) -> bool {
        match field {
            PrefillField::Provider => self.provider.is_some(),
            PrefillField::InitialSites => !self.initial_sites.is_empty(),
            PrefillField::UtilityTypes => !self.utility_types.is_empty(),
            PrefillField::Country => self.country.is_some(),
            PrefillField::ConnectionOwnerEmail => self.connection_owner_email.is_some(),
            PrefillField::DataCollectionStartDate => self.data_collection_start_date.is_some(),
        }
    }

    /// Checks that every locked part is filled in.
    ///
    /// # Errors
    /// [`LockedButEmpty`] naming the first part that is not.
    pub fn check_locks(&self, locks: &Locks) -> Result<(), LockedButEmpty> {
        match locks.iter().find(|field| !self.fills(**field)) {
            Some(field) => Err(LockedButEmpty { field: *field }),
            None => Ok(()),
        }
    }
}
