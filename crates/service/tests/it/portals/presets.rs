//! What the inviter has filled the sign-in form in with.

use latchstring_domain::flow_session::Step;
use latchstring_domain::sign_in::{Adornment, FieldKind, SignInField, SignInForm};
use latchstring_service::flow_session::{self, FlowPass, SignInError, SignInProgress};
use latchstring_service::portal::{CreatePortalLink, PortalWish};
use latchstring_service::ports::Answers;
use latchstring_service::{connection, connector};
use latchstring_storage::Flows as _;
use secrecy::ExposeSecret as _;

use crate::harness::{PASSWORD, USERNAME, World, answers, credentials, origin, typed};

/// A form with a text and two secrets, one of which may stay empty.
fn form() -> SignInForm {
    let field = |key: &str, kind, required| SignInField {
        key: key.into(),
        label: key.into(),
        help: None,
        kind,
        required,
        pattern: None,
        adornment: Adornment::default(),
        options: Vec::new(),
    };
    SignInForm(vec![
        field("shop", FieldKind::Text, true),
        field("token", FieldKind::Password, true),
        field("pin", FieldKind::Password, false),
        field("region", FieldKind::Text, false),
    ])
}

/// A walk that has chosen a provider with the form above, through a link with these values.
async fn chosen(world: &World, values: &[(&str, &str)]) -> FlowPass {
    let shop = connector::ConnectorImport { form: form(), ..world.connector("shop") };
    connector::import(&world.ls, &world.caller, &[shop]).await.unwrap();
    let flow = world.flow("shops", &["shop"]).await;
    let provider = world.store.connector(world.workspace.id, &typed("shop")).await.unwrap().unwrap();
    let wish = world.portal_wish(PortalWish::All);
    let link = world.portal(CreatePortalLink { connect_values: answers(values), ..wish }).await;
    let pass = world.open_portal(&link).await;
    world.choose_offered(&pass, flow.id, provider.id).await;
    pass
}

/// What the connection signs in with that comes of these answers, or the fields that are missing.
async fn connects(
    world: &World,
    pass: &FlowPass,
    sent: Answers,
) -> Result<Vec<(String, String)>, Vec<String>> {
    match flow_session::sign_in(&world.ls, pass, sent, &origin(1)).await {
        Ok(progress) => assert_eq!(progress, SignInProgress::SignedIn),
        Err(SignInError::Unfilled(missing)) => return Err(missing),
        Err(error) => panic!("{error:?}"),
    }
    let made = world.submit(pass).await.unwrap();
    let read = connection::read_credentials(&world.ls, &world.caller, made.connection_id).await.unwrap();
    Ok(read.iter().map(|(key, value)| (key.to_owned(), value.expose_secret().to_owned())).collect())
}

fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn a_secret_that_the_inviter_filled_in_counts_where_the_recipient_typed_none() {
    let given = [("token", "t-preset"), ("pin", "p-preset")];
    let table = [
        (answers(&[("shop", "acme")]), [("shop", "acme"), ("token", "t-preset"), ("pin", "p-preset")]),
        (
            answers(&[("shop", "acme"), ("token", ""), ("pin", "")]),
            [("shop", "acme"), ("token", "t-preset"), ("pin", "p-preset")],
        ),
        (
            answers(&[("shop", "acme"), ("token", "t-typed")]),
            [("shop", "acme"), ("token", "t-typed"), ("pin", "p-preset")],
        ),
    ];
    for (typed, expected) in table {
        let world = World::new().await;
        let pass = chosen(&world, &given).await;
        assert_eq!(connects(&world, &pass, typed).await, Ok(pairs(&expected)));
    }
}

#[tokio::test]
async fn of_everything_else_what_the_recipient_sent_counts() {
    let given = [("shop", "preset"), ("region", "eu"), ("token", "t-preset"), ("admin", "yes")];
    let world = World::new().await;
    let pass = chosen(&world, &given).await;
    let cleared = connects(&world, &pass, answers(&[("shop", ""), ("region", "")])).await;
    assert_eq!(cleared, Err(vec!["shop".to_owned()]), "who clears a field means it");
    let typed = answers(&[("shop", "acme"), ("region", ""), ("admin", "no")]);
    let expected = pairs(&[("shop", "acme"), ("token", "t-preset"), ("region", "")]);
    assert_eq!(connects(&world, &pass, typed).await, Ok(expected), "only what the form declares is kept");
}

#[tokio::test]
async fn a_secret_that_nobody_gave_is_asked_for() {
    let world = World::new().await;
    let pass = chosen(&world, &[("shop", "acme"), ("token", "")]).await;
    let missing = connects(&world, &pass, answers(&[("shop", "acme")])).await;
    assert_eq!(missing, Err(vec!["token".to_owned()]), "an empty value fills nothing in");
}

#[tokio::test]
async fn a_value_longer_than_any_answer_is_refused_like_one() {
    let world = World::new().await;
    let pass = chosen(&world, &[("token", &"x".repeat(1001))]).await;
    let refused = connects(&world, &pass, answers(&[("shop", "acme")])).await;
    assert_eq!(refused, Err(vec!["token".to_owned()]));
}

#[tokio::test]
async fn the_values_are_shown_with_the_form_and_nowhere_else() {
    let world = World::new().await;
    let pass = chosen(&world, &[("shop", "acme"), ("token", "t-preset")]).await;
    let shown = async || flow_session::view(&world.ls, &pass).await.unwrap();
    let view = shown().await;
    assert_eq!(view.session.step(), Step::SignIn);
    assert_eq!(view.connect_values.get("shop").unwrap().expose_secret(), "acme");
    assert!(!format!("{view:?}").contains("t-preset"));
    flow_session::restart(&world.ls, &pass).await.unwrap();
    assert_eq!(shown().await.connect_values.iter().count(), 0);
}

#[tokio::test]
async fn a_link_without_values_signs_in_with_what_is_typed() {
    let world = World::new().await;
    let flow = world.flow("bills", &["sandbox"]).await;
    let wish = world.portal_wish(PortalWish::All);
    let link =
        world.portal(CreatePortalLink { connect_values: credentials("nobody", PASSWORD), ..wish }).await;
    let pass = world.open_portal(&link).await;
    world.choose_offered(&pass, flow.id, world.provider.id).await;
    let named = answers(&[("username", USERNAME)]);
    let progress = flow_session::sign_in(&world.ls, &pass, named, &origin(1)).await.unwrap();
    assert_eq!(progress, SignInProgress::SignedIn, "the name that was typed, the password that was not");

    let bare = world.open_portal(&world.portal(world.portal_wish(PortalWish::All)).await).await;
    world.choose_offered(&bare, flow.id, world.provider.id).await;
    let missing =
        flow_session::sign_in(&world.ls, &bare, answers(&[("username", USERNAME)]), &origin(1)).await;
    assert!(matches!(missing, Err(SignInError::Unfilled(fields)) if fields == ["password"]));
}
