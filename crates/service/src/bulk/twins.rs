//! Whether there is such an invitation already.
//!
//! A row with an external id is told from others by it; any other by the addresses that it names, one of which is enough. A
//! row that has neither is like no other.

use std::collections::BTreeMap;

use latchstring_domain::Timestamp;
use latchstring_domain::bulk::{BulkWish, Twin};
use latchstring_domain::email::{AddressRule, AllowList, EmailAddress};
use latchstring_domain::id::{CompanyId, InvitationId, WorkspaceId};
use latchstring_domain::text::ExternalId;
use latchstring_storage::InvitationNames;

use crate::{Failure, Latchstring};

/// What one invitation of a company is found by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Called(CompanyId, String),
    Addressed(CompanyId, String),
}

/// What a row is looked up by.
pub(super) struct Sought {
    company: CompanyId,
    by: By,
}

enum By {
    ExternalId(ExternalId),
    Addresses(Vec<EmailAddress>),
}

impl Sought {
    pub(super) fn by(wish: &BulkWish) -> Self {
        let by = match &wish.draft.external_id {
            Some(id) => By::ExternalId(id.clone()),
            None => By::Addresses(addresses(&wish.draft.allowed).cloned().collect()),
        };
        Self { company: wish.company_id, by }
    }

    fn names(&self) -> Vec<Name> {
        match &self.by {
            By::ExternalId(id) => vec![Name::Called(self.company, id.to_string())],
            By::Addresses(list) => list
                .iter()
                .map(|address| Name::Addressed(self.company, address.canonical().to_owned()))
                .collect(),
        }
    }
}

fn addresses(allowed: &AllowList) -> impl Iterator<Item = &EmailAddress> {
    allowed.rules().iter().filter_map(|rule| match rule {
        AddressRule::Address(address) => Some(address),
        AddressRule::Domain(_) | AddressRule::Subdomains(_) => None,
    })
}

/// All that is found by a name, the one that was first.
pub(super) struct Twins(BTreeMap<Name, Twin>);

impl Twins {
    /// The live invitations that rows are looked up among.
    pub(super) async fn load(
        ls: &Latchstring,
        workspace: WorkspaceId,
        sought: &[Sought],
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let mut names = InvitationNames::default();
        for one in sought {
            match &one.by {
                By::ExternalId(id) => names.external_ids.push(id.clone()),
                By::Addresses(list) => names.addresses.extend(list.iter().cloned()),
            }
        }
        let mut twins = Self(BTreeMap::new());
        for live in ls.store().live_invitations_named(workspace, &names, now).await? {
            let twin = Twin::Invitation(live.id);
            twins.put(twin, live.company_id, live.external_id.as_ref(), live.named_addresses());
        }
        Ok(twins)
    }

    pub(super) fn of(&self, sought: &Sought) -> Option<Twin> {
        sought.names().iter().find_map(|name| self.0.get(name).copied())
    }

    /// The live invitation that a row is the second of, whatever other rows there are.
    pub(super) fn live(&self, sought: &Sought) -> Option<InvitationId> {
        match self.of(sought) {
            Some(Twin::Invitation(id)) => Some(id),
            Some(Twin::Row(_)) | None => None,
        }
    }

    pub(super) fn add(&mut self, row: u32, wish: &BulkWish) {
        let draft = &wish.draft;
        self.put(Twin::Row(row), wish.company_id, draft.external_id.as_ref(), addresses(&draft.allowed));
    }

    fn put<'a>(
        &mut self,
        twin: Twin,
        company: CompanyId,
        external_id: Option<&ExternalId>,
        addresses: impl Iterator<Item = &'a EmailAddress>,
    ) {
        let called = external_id.map(|id| Name::Called(company, id.to_string()));
        let addressed = addresses.map(|one| Name::Addressed(company, one.canonical().to_owned()));
        for name in called.into_iter().chain(addressed) {
            self.0.entry(name).or_insert(twin);
        }
    }
}
