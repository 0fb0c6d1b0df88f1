//! What is kept of secrets, and what is shown of them.

use latchstring_domain::api_key::Scope;
use latchstring_domain::connection::Connection;
use latchstring_domain::flow_session::FlowState;
use latchstring_domain::sealed::{SealedBytes, SealedCredentials};
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::ApiKeyName;
use latchstring_secrets::vault::{DataKey, VaultContext};
use latchstring_service::api_key::{self, CreateApiKey};
use latchstring_service::flow_session::Presented;
use latchstring_service::{Failure, Thing, connection, flow_session, invitation};
use latchstring_storage::{Change, Connections as _};
use secrecy::{ExposeSecret as _, SecretString};

use crate::harness::{PASSWORD, USERNAME, World, credentials, origin};

fn sealed_bytes(credentials: &SealedCredentials) -> Vec<Vec<u8>> {
    let fields = credentials.fields.iter().map(|(_, sealed)| sealed);
    fields.chain([&credentials.data_key]).map(|sealed| sealed.as_bytes().to_vec()).collect()
}

/// Everything sealed that a change writes.
fn sealed_in(change: &Change) -> Vec<Vec<u8>> {
    match change {
        Change::CreateConnection(row) | Change::UpdateConnection(row) => sealed_bytes(&row.credentials),
        Change::CreateFlowSession(row) | Change::UpdateFlowSession(row) => match &row.state {
            FlowState::Challenged { held, .. } => vec![held.as_bytes().to_vec()],
            FlowState::SignedIn(signed_in)
            | FlowState::SitesChosen { signed_in, .. }
            | FlowState::FieldsMapped { signed_in, .. } => sealed_bytes(&signed_in.credentials),
            FlowState::Opened | FlowState::ProviderChosen(_) | FlowState::Submitted { .. } => Vec::new(),
        },
        _ => Vec::new(),
    }
}

pub(crate) fn holds(haystack: &[u8], needle: &str) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle.as_bytes())
}

#[tokio::test]
async fn t165_nothing_that_is_committed_holds_what_a_recipient_typed() {
    let world = World::new().await;
    let invitation = world.invite(Some(1), None).await;
    let pass = world.open(&invitation).await;
    world.choose_sandbox(&pass).await;
    world.sign_in(&pass, "sandbox-mfa", PASSWORD).await;
    let code = latchstring_service::ports::Answers::default()
        .with(latchstring_sign_in::keys::CODE, SecretString::from("123456"));
    flow_session::answer_challenge(&world.ls, &pass, code, &origin(1)).await.unwrap();
    world.choose_sites(&pass).await;
    world.submit(&pass).await.unwrap();

    let committed = world.store.take_committed();
    let changes = || committed.iter().flat_map(|set| set.changes());
    let sealed: Vec<_> = changes().flat_map(sealed_in).collect();
    assert_eq!(sealed.len(), 1 + 3 + 3 + 3, "asked, signed in, sites chosen, connected");
    for bytes in &sealed {
        assert!(!holds(bytes, "sandbox-mfa") && !holds(bytes, PASSWORD) && !holds(bytes, "123456"));
    }
    let written = format!("{:?}", changes().collect::<Vec<_>>());
    for secret in
        ["sandbox-mfa", PASSWORD, "123456", pass.expose_token(), invitation.token.unwrap().expose_secret()]
    {
        assert!(!written.contains(secret), "{secret} is in a change");
    }
}

#[tokio::test]
async fn t165_each_connection_has_a_data_key_of_its_own_that_opens_its_fields() {
    let world = World::new().await;
    let (one, two) = (world.connected().await, world.connected().await);
    let read = async |id| world.store.connection(id).await.unwrap().unwrap();
    let (one, two) = (read(one.connection_id).await, read(two.connection_id).await);
    let open = |row: &Connection, field: &str| {
        let context = VaultContext { workspace: row.workspace_id.to_bytes(), connection: row.id.to_bytes() };
        let key = DataKey::unwrap(&world.keyring, &context, row.credentials.data_key.as_bytes()).unwrap();
        let sealed = row.credentials.field(field).unwrap();
        String::from_utf8(key.open_field(&context, field, sealed.as_bytes()).unwrap().to_vec()).unwrap()
    };

    assert_eq!(open(&one, SignInForm::USERNAME), USERNAME);
    assert_eq!(open(&one, SignInForm::PASSWORD), PASSWORD);
    assert_eq!(open(&two, SignInForm::PASSWORD), PASSWORD);
    let (ones, twos) = (sealed_bytes(&one.credentials), sealed_bytes(&two.credentials));
    assert!(ones.iter().all(|bytes| !twos.contains(bytes)));
}

#[tokio::test]
async fn t166_credentials_moved_between_connections_or_fields_do_not_open() {
    let world = World::new().await;
    let (one, two) = (world.connected().await, world.connected().await);
    let read = async |id| world.store.connection(id).await.unwrap().unwrap();
    let (one, two) = (read(one.connection_id).await, read(two.connection_id).await);
    let fields = one.credentials.fields.clone();
    let swapped =
        vec![(fields[0].0.clone(), fields[1].1.clone()), (fields[1].0.clone(), fields[0].1.clone())];
    let key_of_two = two.credentials.data_key.clone();
    let moves = [
        two.credentials.clone(),
        SealedCredentials { fields: swapped, ..one.credentials.clone() },
        SealedCredentials { data_key: key_of_two, ..one.credentials.clone() },
        SealedCredentials { data_key: SealedBytes::new(Vec::new()), ..one.credentials.clone() },
    ];
    let mut row = one.clone();
    for credentials in moves {
        row = Connection { credentials, version: row.version.next(), ..row };
        world.write(Change::UpdateConnection(row.clone())).await;
        let opened = connection::get(&world.ls, &world.caller, row.id).await;
        assert!(matches!(opened, Err(Failure::Unsealable(Thing::Connection, _))), "{opened:?}");
    }
    row = Connection { credentials: one.credentials, version: row.version.next(), ..row };
    world.write(Change::UpdateConnection(row.clone())).await;
    let opened = connection::get(&world.ls, &world.caller, row.id).await.unwrap();
    assert_eq!(opened.username.unwrap().expose_secret(), USERNAME);
}

#[tokio::test]
async fn t006_no_view_request_or_error_shows_a_secret() {
    let world = World::new().await;
    let name = ApiKeyName::parse("ci").unwrap();
    let wish = CreateApiKey { name, scopes: [Scope::EventsRead].into(), expires_at: None };
    let key = api_key::create(&world.ls, &world.caller, wish).await.unwrap();
    let invitation = world.invite(Some(1), None).await;
    let token = invitation.token.clone().unwrap();
    let opened = flow_session::open(&world.ls, Presented::Invitation(token.expose_secret()), &origin(1))
        .await
        .unwrap();
    let landing =
        flow_session::landing(&world.ls, Presented::Invitation(token.expose_secret())).await.unwrap();
    let answers = credentials(USERNAME, PASSWORD);
    let refused =
        flow_session::sign_in(&world.ls, &opened.pass, answers.clone(), &origin(1)).await.unwrap_err();
    let pass = world.ready(&invitation).await;
    let view = flow_session::view(&world.ls, &pass).await.unwrap();
    let made = world.submit(&pass).await.unwrap();
    let connection = connection::get(&world.ls, &world.caller, made.connection_id).await.unwrap();
    let detail = invitation::get(&world.ls, &world.caller, invitation.invitation.id).await.unwrap();

    let shown = [
        format!("{key:?}"),
        format!("{invitation:?}"),
        format!("{opened:?}"),
        format!("{landing:?} {:?}", Presented::Invitation(token.expose_secret())),
        format!("{answers:?}"),
        format!("{refused:?} {refused}"),
        format!("{pass:?} {:?}", pass.csrf()),
        format!("{view:?}"),
        format!("{connection:?}"),
        format!("{detail:?}"),
    ];
    let secrets = [
        key.text.expose_secret(),
        token.expose_secret(),
        opened.pass.expose_token(),
        pass.expose_token(),
        pass.csrf().expose_secret(),
        USERNAME,
        PASSWORD,
    ]
    .map(str::to_owned);
    for (text, secret) in shown.iter().flat_map(|text| secrets.iter().map(move |secret| (text, secret))) {
        assert!(!text.contains(secret.as_str()), "{secret} in {text}");
    }
}
