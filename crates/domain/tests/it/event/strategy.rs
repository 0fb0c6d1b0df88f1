//! Events of every shape, with texts that try to look like the separators around them.

use std::net::IpAddr;

use latchstring_domain::Timestamp;
use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{DataValue, EventBody, EventData, EventKind, Origin, Subject};
use latchstring_domain::id::{EventId, RequestId, WorkspaceId};
use proptest::prelude::*;

use crate::fixture::{at, uuid};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[abc]{0,3}",
        2 => "\\PC{0,12}",
        1 => prop::collection::vec(prop::sample::select(&['\0', '\u{1}', 't', 'i', 'f', 'l', '\u{3}', '\u{301}', 'e'][..]), 0..12)
            .prop_map(String::from_iter),
        1 => any::<String>(),
    ]
}

fn value() -> impl Strategy<Value = DataValue> {
    prop_oneof![
        text().prop_map(DataValue::Text),
        any::<i64>().prop_map(DataValue::Integer),
        any::<bool>().prop_map(DataValue::Flag),
        prop::collection::vec(text(), 0..4).prop_map(DataValue::List),
    ]
}

fn data() -> impl Strategy<Value = EventData> {
    prop::collection::btree_map(text(), value(), 0..5).prop_map(EventData::from_iter)
}

fn subject() -> impl Strategy<Value = Subject> {
    let kind = prop::sample::select(&["invitation", "magic-link", "connection", "company", "workspace"][..]);
    (kind, any::<u128>()).prop_map(|(kind, id)| Subject::from_parts(kind, uuid(id)).unwrap())
}

fn actor() -> impl Strategy<Value = Actor> {
    let email = prop::sample::select(
        &[
            "mike@example.org",
            "MIKE@Example.org",
            "jose\u{301}@example.org",
            "a@m\u{FC}nchen.example",
            "a@mu\u{308}nchen.example",
        ][..],
    );
    let email = prop::option::of(email.prop_map(|text| EmailAddress::parse(text).unwrap()));
    (prop::sample::select(ActorKind::ALL), prop::option::of(text()), email)
        .prop_map(|(kind, id, email)| Actor { kind, id, email })
}

fn origin() -> impl Strategy<Value = Origin> {
    let request = prop::option::of(any::<u128>().prop_map(|id| RequestId::from_uuid(uuid(id))));
    (request, prop::option::of(any::<IpAddr>()), prop::option::of(text()))
        .prop_map(|(request_id, ip, user_agent)| Origin { request_id, ip, user_agent })
}

/// An event and its place.
pub(crate) fn event() -> impl Strategy<Value = (EventBody, u64)> {
    let ids = (any::<u128>(), any::<u128>(), subject(), prop::sample::select(EventKind::ALL));
    let rest = (0..=Timestamp::MAX.unix_millis(), actor(), origin(), any::<bool>(), data(), any::<u64>());
    (ids, rest).prop_map(
        |((id, workspace, subject, kind), (millis, actor, origin, automated, data, sequence))| {
            let body = EventBody {
                id: EventId::from_uuid(uuid(id)),
                workspace_id: WorkspaceId::from_uuid(uuid(workspace)),
                subject,
                kind,
                occurred_at: at(millis),
                actor,
                origin,
                automated,
                data,
            };
            (body, sequence)
        },
    )
}
