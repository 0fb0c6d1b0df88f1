//! Link messages to test with: the smallest, and any.

use latchstring_secrets::link_message::{LinkMessage, LinkTarget, Prefill};
use proptest::prelude::*;

use crate::support::counting;

pub(crate) fn plain() -> LinkMessage {
    LinkMessage {
        link_id: counting(0),
        company_id: counting(16),
        issued_at: 0x6500_0000,
        expires_at: None,
        target: LinkTarget::NewConnection,
        prefill: Prefill::default(),
    }
}

prop_compose! {
    pub(crate) fn prefills()(
        url in proptest::option::of(".{0,60}"),
        provider_id in proptest::option::of("[a-z0-9-]{1,20}"),
        site_ids in proptest::collection::vec(any::<[u8; 16]>(), 0..5),
        utility_types in proptest::collection::vec("[A-Z_]{1,12}", 0..4),
        country in proptest::option::of("[A-Z]{2}"),
        owner_email in proptest::option::of("[a-z]{1,10}@[a-z]{1,10}\\.example"),
        collection_start in proptest::option::of("20[0-9]{2}-0[1-9]-1[0-9]"),
        locked_fields in proptest::collection::vec("[a-zA-Z]{1,20}", 0..3),
    ) -> Prefill {
        Prefill {
            url, provider_id, site_ids, utility_types, country, owner_email, collection_start, locked_fields,
        }
    }
}

prop_compose! {
    pub(crate) fn messages()(
        link_id in any::<[u8; 16]>(),
        company_id in any::<[u8; 16]>(),
        issued_at in any::<i64>(),
        expires_at in proptest::option::of(any::<i64>()),
        connection in proptest::option::of(any::<[u8; 16]>()),
        prefill in prefills(),
    ) -> LinkMessage {
        let target = connection.map_or(LinkTarget::NewConnection, LinkTarget::Connection);
        LinkMessage { link_id, company_id, issued_at, expires_at, target, prefill }
    }
}
