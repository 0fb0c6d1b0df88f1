//! Values that the tests share: each function makes the plainest valid one, and a test changes what it is about.

use std::time::Duration;

use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::company::{Company, PublicCompanyId};
use latchstring_domain::email::{AddressRule, AllowList, EmailAddress};
use latchstring_domain::flow::{FieldRef, MappedField, Schema, SchemaField, SchemaTable};
use latchstring_domain::id::{
    CompanyId, ConnectionId, InvitationId, MagicLinkId, ProviderId, SiteId, WorkspaceId,
};
use latchstring_domain::invitation::{Invitation, InvitationDraft, LinkToken, Presentation, Purpose};
use latchstring_domain::magic_link::{MagicLink, MagicLinkDraft};
use latchstring_domain::metadata::Metadata;
use latchstring_domain::prefill::{Locks, Prefill};
use latchstring_domain::sealed::{Digest, SealedBytes, SealedCredentials};
use latchstring_domain::text::{CompanyName, FieldId, FieldName};
use latchstring_domain::workspace::ExpiryPolicy;
use latchstring_domain::{Timestamp, Version};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use uuid::Uuid;

/// 2026-05-03T09:30:00Z.
pub(crate) const NOW: i64 = 1_777_800_600_000;

pub(crate) fn at(millis: i64) -> Timestamp {
    Timestamp::from_unix_millis(millis).unwrap()
}

pub(crate) fn now() -> Timestamp {
    at(NOW)
}

pub(crate) fn later(span: Duration) -> Timestamp {
    now().checked_add(span).unwrap()
}

pub(crate) fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

pub(crate) fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub(crate) fn site(number: u128) -> SiteId {
    SiteId::from_uuid(uuid(number))
}

pub(crate) fn provider_id(number: u128) -> ProviderId {
    ProviderId::from_uuid(uuid(number))
}

pub(crate) fn connection_id(number: u128) -> ConnectionId {
    ConnectionId::from_uuid(uuid(number))
}

pub(crate) fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

pub(crate) fn allow(entries: &[&str]) -> AllowList {
    AllowList::new(entries.iter().map(|entry| AddressRule::parse(entry).unwrap())).unwrap()
}

pub(crate) fn actor() -> Actor {
    Actor::new(ActorKind::ApiKey, "key")
}

pub(crate) fn company() -> Company {
    Company {
        id: CompanyId::from_uuid(uuid(2)),
        workspace_id: WorkspaceId::from_uuid(uuid(1)),
        public_id: PublicCompanyId::generate(&mut rng(1)),
        name: CompanyName::parse("Acme").unwrap(),
        external_id: None,
        data_collection_start_date: None,
        metadata: Metadata::default(),
        links_not_before: None,
        created_at: now(),
        updated_at: now(),
        version: Version::FIRST,
    }
}

/// A new connection, anyone with the link, for ever, without limit.
pub(crate) fn draft() -> InvitationDraft {
    InvitationDraft {
        allowed_providers: latchstring_domain::allowed_providers::AllowedProviders::default(),
        purpose: Purpose::CreateConnection { prefill: Prefill::default(), locks: Locks::new() },
        allowed: AllowList::default(),
        lifetime: None,
        max_uses: None,
        portal: None,
        presentation: Presentation::default(),
        metadata: Metadata::default(),
        external_id: None,
    }
}

pub(crate) fn link_token() -> LinkToken {
    LinkToken { key_id: [1, 2, 3, 4], generation: 0, digest: Digest::new([7; 32]) }
}

/// The invitation of this draft, made [`now`] in a workspace without a policy.
pub(crate) fn issued(draft: InvitationDraft) -> Invitation {
    let id = InvitationId::from_uuid(uuid(3));
    draft.issue(id, &company(), &ExpiryPolicy::default(), link_token(), actor(), now()).unwrap()
}

/// A link that makes a connection, minted [`now`] for ever.
pub(crate) fn company_link() -> MagicLink {
    minted(Purpose::CreateConnection { prefill: Prefill::default(), locks: Locks::new() })
}

/// A link that repairs this connection, minted [`now`] for ever.
pub(crate) fn connection_link(connection_id: ConnectionId) -> MagicLink {
    minted(Purpose::EditConnection { connection_id })
}

fn minted(purpose: Purpose) -> MagicLink {
    let (id, draft) = (MagicLinkId::from_uuid(uuid(4)), MagicLinkDraft { purpose, lifetime: None });
    draft.mint(id, &company(), &ExpiryPolicy::default(), [1, 2, 3, 4], actor(), now()).unwrap()
}

pub(crate) fn credentials(mark: u8) -> SealedCredentials {
    SealedCredentials {
        data_key: SealedBytes::new(vec![mark; 4]),
        fields: vec![
            ("username".into(), SealedBytes::new(vec![mark, 1])),
            ("password".into(), SealedBytes::new(vec![mark, 2])),
        ],
    }
}

/// A field that need not be filled and is read as it is called.
pub(crate) fn field(id: &str) -> SchemaField {
    SchemaField { id: FieldId::parse(id).unwrap(), name: FieldName::parse(id).unwrap(), required: false }
}

pub(crate) fn required(id: &str) -> SchemaField {
    SchemaField { required: true, ..field(id) }
}

pub(crate) fn table(name: &str, fields: &[SchemaField]) -> SchemaTable {
    SchemaTable { table: FieldName::parse(name).unwrap(), fields: fields.to_vec() }
}

pub(crate) fn schema(tables: &[SchemaTable]) -> Schema {
    Schema::new(tables.to_vec()).unwrap()
}

pub(crate) fn field_ref(table: &str, field: &str) -> FieldRef {
    FieldRef { table: FieldName::parse(table).unwrap(), field: FieldId::parse(field).unwrap() }
}

/// That a field of the customer's is filled with one of the source's, each written `table.field`.
pub(crate) fn mapped(target: &str, source: &str) -> MappedField {
    let named = |text: &str| {
        let (table, field) = text.split_once('.').unwrap();
        field_ref(table, field)
    };
    MappedField { target: named(target), source: named(source) }
}
