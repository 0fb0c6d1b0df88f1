use http::StatusCode;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::EventKind;
use latchstring_domain::invitation::InvitationStatus;
use latchstring_domain::prefill::{Prefill, ProviderHint};

use super::steps::start;
use crate::browser::{Browser, Form};
use crate::world::{World, gated, link};

#[tokio::test]
async fn t011_a_link_for_certain_addresses_tells_a_stranger_nothing() {
    let world = World::new().await;
    let prefill = Prefill {
        provider: Some(ProviderHint::Id(world.provider.id)),
        initial_sites: vec![world.sites[0].id],
        connection_owner_email: Some(EmailAddress::parse("owner@acme.example").unwrap()),
        ..Prefill::default()
    };
    let invitation = world.invite_with(prefill, Default::default(), gated()).await;
    let mut browser = Browser::new(&world.router);
    let landing = browser.get(&link(&invitation)).await;
    assert_eq!(landing.status(), StatusCode::OK);
    let page = start(&mut browser, &invitation).await;
    assert_eq!(
        (page.status(), page.heading().as_str()),
        (StatusCode::FORBIDDEN, "This link is limited to certain e-\u{2060}mail addresses")
    );
    assert!(page.says("Ask Acme Property Services for a link that opens without a code"));

    // Nor does any other door open, whatever is sent there.
    let session = page.path().to_owned();
    let token = browser.cookies.values().next().unwrap().split_once('.').unwrap().1.to_owned();
    let pass = latchstring_service::flow_session::FlowPass::new(
        session.rsplit('/').next().unwrap().parse().unwrap(),
        &token,
    );
    let csrf = secrecy::ExposeSecret::expose_secret(&pass.unwrap().csrf()).to_owned();
    for end in ["/provider", "/sign-in", "/challenge", "/sites", "/restart"] {
        let fields = vec![
            ("csrf".to_owned(), csrf.clone()),
            ("provider".to_owned(), "prefilled".to_owned()),
            ("username".to_owned(), super::steps::USER.to_owned()),
            ("password".to_owned(), super::steps::PASSWORD.to_owned()),
            ("email".to_owned(), "dana@harbour.example".to_owned()),
        ];
        let form = Form {
            method: "post".to_owned(),
            action: format!("{session}{end}"),
            fields,
            buttons: Vec::new(),
        };
        assert_eq!(browser.submit(&form).await.html(), page.html(), "{end}");
    }
    assert_eq!(browser.get(&format!("{session}?choose=1&q=s")).await.html(), page.html());
    for answer in &browser.seen {
        for private in [
            "Sandbox Utility",
            "sandbox.example",
            "Harbour",
            "harbour",
            "dana",
            "owner@",
            "For the energy report",
        ] {
            assert!(!answer.body.contains(private), "{private} at {}", answer.path);
        }
    }
    assert_eq!(world.uses(&invitation).await, (0, InvitationStatus::Active));
    assert_eq!(world.event_kinds(&invitation).await, [EventKind::Created, EventKind::Started]);
}
