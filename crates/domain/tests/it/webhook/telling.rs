use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{EventBody, EventData, EventKind, Origin, Subject};
use latchstring_domain::id::{
    CompanyId, ConnectionId, EventId, InvitationId, MagicLinkId, MessageId, WorkspaceId,
};
use latchstring_domain::webhook::{
    EndpointUrl, EventType, HeaderError, HeaderName, HeaderNames, ParseEndpointUrlError,
};

use crate::fixture::{now, uuid};

fn event(subject: Subject, kind: EventKind, data: EventData) -> EventBody {
    EventBody {
        id: EventId::from_uuid(uuid(1)),
        workspace_id: WorkspaceId::from_uuid(uuid(2)),
        subject,
        kind,
        occurred_at: now(),
        actor: Actor { kind: ActorKind::System, id: None, email: None },
        origin: Origin::default(),
        automated: false,
        data,
    }
}

#[test]
fn each_type_is_told_of_one_kind_of_event_and_most_events_are_told_to_nobody() {
    let subjects = [
        Subject::Invitation(InvitationId::from_uuid(uuid(3))),
        Subject::MagicLink(MagicLinkId::from_uuid(uuid(3))),
        Subject::Connection(ConnectionId::from_uuid(uuid(3))),
        Subject::Company(CompanyId::from_uuid(uuid(3))),
        Subject::Workspace(WorkspaceId::from_uuid(uuid(3))),
    ];
    let mut told = Vec::new();
    for subject in subjects {
        for kind in EventKind::ALL {
            let data =
                EventData::none().with("to", "PASSWORD_INCORRECT").with("type", "connection.created.v2");
            for event_type in EventType::told_of(&event(subject, *kind, data)) {
                told.push((subject.kind(), kind.as_str(), event_type.as_str()));
            }
        }
    }
    let expected = [
        ("invitation", "CREATED", "invitation.created.v1"),
        ("invitation", "EMAIL_FAILED", "invitation.delivery_failed.v1"),
        ("invitation", "VIEWED", "invitation.viewed.v1"),
        ("invitation", "EMAIL_VERIFIED", "invitation.email_verified.v1"),
        ("invitation", "SUBMITTED", "invitation.submitted.v1"),
        ("invitation", "FULFILLED", "invitation.fulfilled.v1"),
        ("invitation", "RESENT", "invitation.resent.v1"),
        ("invitation", "EXTENDED", "invitation.extended.v1"),
        ("invitation", "REVOKED", "invitation.revoked.v1"),
        ("invitation", "EXPIRED", "invitation.expired.v1"),
        ("connection", "CONNECTION_CREATED", "connection.created.v2"),
        ("connection", "CONNECTION_UPDATED", "connection.updated.v2"),
        ("connection", "CONNECTION_STATUS_CHANGED", "connection.validated.v2"),
        ("connection", "CONNECTION_STATUS_CHANGED", "connection.needs_reauth.v1"),
        ("connection", "CONNECTION_UNLINKED", "connection.updated.v2"),
        ("workspace", "WEBHOOK_EXHAUSTED", "delivery.exhausted.v1"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn only_a_status_that_needs_its_owner_asks_for_one_and_a_message_never_tells_of_itself() {
    let connection = Subject::Connection(ConnectionId::from_uuid(uuid(3)));
    let moved = |to: &str| {
        EventType::told_of(&event(
            connection,
            EventKind::ConnectionStatusChanged,
            EventData::none().with("to", to),
        ))
    };
    assert_eq!(moved("CONNECTED"), [EventType::ConnectionValidated]);
    assert_eq!(moved("WEBSITE_DOWN"), [EventType::ConnectionValidated]);
    let both = [EventType::ConnectionValidated, EventType::ConnectionNeedsReauth];
    assert_eq!(moved("MFA_TOKEN_EXPIRED"), both);
    let exhausted = event(
        Subject::Workspace(WorkspaceId::from_uuid(uuid(2))),
        EventKind::WebhookExhausted,
        EventData::none().with("type", "delivery.exhausted.v1"),
    );
    assert_eq!(EventType::told_of(&exhausted), []);
}

#[test]
fn a_reminder_that_is_left_out_is_no_delivery_that_failed() {
    let invitation = Subject::Invitation(InvitationId::from_uuid(uuid(1)));
    let failed = |data| EventType::told_of(&event(invitation, EventKind::EmailFailed, data));
    let reminder = EventData::none().with("reminder", "UNTOUCHED");
    assert_eq!(failed(reminder.clone().with("reason", "not-wanted-any-more")), []);
    let told = [EventType::InvitationDeliveryFailed];
    assert_eq!(failed(reminder.with("reason", "bounced")), told);
    assert_eq!(failed(EventData::none().with("reason", "not-wanted-any-more")), told);
}

#[test]
fn the_types_are_those_of_the_wire() {
    let wire = "connection.created.v2 connection.updated.v2 connection.validated.v2 connection.needs_reauth.v1 \
        invitation.created.v1 invitation.viewed.v1 invitation.email_verified.v1 invitation.submitted.v1 \
        invitation.fulfilled.v1 invitation.expired.v1 invitation.revoked.v1 invitation.resent.v1 \
        invitation.extended.v1 invitation.delivery_failed.v1 delivery.exhausted.v1 webhook.test.v1";
    let known: Vec<_> = EventType::ALL.iter().map(|event_type| event_type.as_str()).collect();
    assert_eq!(known, wire.split_ascii_whitespace().collect::<Vec<_>>());
}

#[test]
fn t111_an_address_is_a_whole_url_without_tricks() {
    for (text, normal) in [
        ("https://Hooks.Example.com", "https://hooks.example.com/"),
        ("https://hooks.example.com:443/a?b=c", "https://hooks.example.com/a?b=c"),
        ("http://127.0.0.1:9000/x", "http://127.0.0.1:9000/x"),
        ("https://0x7f.1/", "https://127.0.0.1/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ] {
        assert_eq!(EndpointUrl::parse(text).unwrap().as_str(), normal);
    }
    use ParseEndpointUrlError as E;
    let refused = [
        ("", E::NotAUrl),
        ("hooks.example.com", E::NotAUrl),
        ("https://", E::NotAUrl),
        ("https://a b/", E::NotAUrl),
        ("https://exa\tmple.com/", E::NotAUrl),
        (" https://example.com/", E::NotAUrl),
        ("https:\\\\example.com", E::NotAUrl),
        ("ftp://example.com/", E::Scheme),
        ("file:///etc/passwd", E::Scheme),
        ("javascript:alert(1)", E::Scheme),
        ("https://user:pass@example.com/", E::UserInfo),
        ("https://user@example.com/", E::UserInfo),
        ("https://example.com/#@evil.example", E::Fragment),
    ];
    for (text, why) in refused {
        assert_eq!(EndpointUrl::parse(text).unwrap_err(), why, "{text:?}");
    }
    let long = format!("https://example.com/{}", "x".repeat(EndpointUrl::MAX));
    assert_eq!(EndpointUrl::parse(&long).unwrap_err(), E::TooLong);
    let secret = EndpointUrl::parse("https://example.com/hooks/s3cret?key=s3cret").unwrap();
    assert!(!format!("{secret:?}").contains("s3cret"));
}

#[test]
fn a_header_is_one_that_nobody_else_sets() {
    assert_eq!(HeaderName::parse("X-Tenant").unwrap().as_str(), "x-tenant");
    assert!(HeaderName::parse("Authorization").is_ok());
    for name in [
        "host",
        "Content-Length",
        "Transfer-Encoding",
        "webhook-id",
        "SVIX-Signature",
        "Connection",
        "Sec-X",
        "cookie",
    ] {
        assert_eq!(HeaderName::parse(name), Err(HeaderError::Reserved), "{name}");
    }
    for name in ["", "a b", "a:b", "ü", "a\r\nb", &"x".repeat(65)] {
        assert_eq!(HeaderName::parse(name), Err(HeaderError::Name), "{name:?}");
    }
    for value in ["", " x", "x ", "a\r\nb", "ü", "\u{7f}", &"x".repeat(1001)] {
        assert_eq!(HeaderName::check_value(value), Err(HeaderError::Value), "{value:?}");
    }
    assert!(HeaderName::check_value("Bearer a.b~c").is_ok());
    let names = |count: usize| (0..count).map(|n| HeaderName::parse(&format!("x-{n}")).unwrap()).collect();
    assert!(HeaderNames::new(names(20)).is_ok());
    assert_eq!(HeaderNames::new(names(21)).unwrap_err(), HeaderError::TooMany);
    let twice = ["X-A", "x-a"].map(|name| HeaderName::parse(name).unwrap());
    assert_eq!(HeaderNames::new(twice.into()).unwrap_err(), HeaderError::Repeated);
}

#[test]
fn t100_the_id_that_receivers_know_has_no_full_stop() {
    let id = MessageId::from_uuid(uuid(0x0199_a1b2_c3d4_7e5f_8a6b_7c8d_9e0f_1a2b));
    assert_eq!(id.webhook_id(), "msg_0199a1b2c3d47e5f8a6b7c8d9e0f1a2b");
}
