mod address;

use std::io::{self, Read as _};

use latchstring_domain::id::MagicLinkId;
use latchstring_service::magic_link::{
    self, LinkKind, MintCompanyLink, MintConnectionLink, Minted, cut_off, inspect, revoke,
};
use secrecy::{ExposeSecret as _, SecretString};

use self::address::Parts;
use super::invitation::prefill_of;
use super::pages;
use super::session::Session;
use crate::args::{InspectedSecret, MagicLinkCommand, MagicLinkFilter, NewMagicLink};
use crate::output::Answer;
use crate::problem::{Exit, Problem};
use crate::shape::{CutOffShape, InspectionShape, MagicLinkList, MagicLinkShape, NewMagicLinkShape};

/// The most that is read from standard input; a link has 2,000 characters at most.
const MAX_INPUT: u64 = 10_000;

pub(super) async fn run(session: &Session, command: MagicLinkCommand) -> Result<Answer, Problem> {
    match command {
        MagicLinkCommand::Create(arguments) => {
            let minted = create(session, *arguments).await?;
            Answer::new(&NewMagicLinkShape::new(minted, session.ls.now()))
        }
        MagicLinkCommand::List(filter) => list(session, filter).await,
        MagicLinkCommand::Inspect(arguments) => {
            let Parts { kind, company, secret } = parts(arguments)?;
            let caller = session.caller().await?;
            let found = inspect(&session.ls, &caller, kind, &company, secret.expose_secret()).await?;
            Answer::new(&InspectionShape::from(found))
        }
        MagicLinkCommand::Revoke { id } => {
            Answer::new(&MagicLinkShape::from(revoke(&session.ls, &session.caller().await?, id).await?))
        }
        MagicLinkCommand::CutOff { company, before } => {
            let before = before.unwrap_or_else(|| session.ls.now());
            let company = cut_off(&session.ls, &session.caller().await?, company, before).await?;
            Answer::new(&CutOffShape::from(company))
        }
    }
}

async fn create(session: &Session, arguments: NewMagicLink) -> Result<Minted, Problem> {
    let NewMagicLink { company, connection, expires_in: lifetime, prefill } = arguments;
    let caller = session.caller().await?;
    match (company, connection) {
        (Some(company_id), None) => {
            let (prefill, locks) = prefill_of(prefill);
            let wish = MintCompanyLink { company_id, prefill, locks, lifetime };
            Ok(magic_link::mint_company_link(&session.ls, &caller, wish).await?)
        }
        (None, Some(connection_id)) => {
            let wish = MintConnectionLink { connection_id, company_id: None, lifetime };
            Ok(magic_link::mint_connection_link(&session.ls, &caller, wish).await?)
        }
        _ => Err(Problem::usage("either --company or --connection is needed")),
    }
}

async fn list(session: &Session, filter: MagicLinkFilter) -> Result<Answer, Problem> {
    let MagicLinkFilter { company, limit, after } = filter;
    let caller = session.caller().await?;
    let read = async |last: Option<MagicLinkId>, per_page| {
        magic_link::list(&session.ls, &caller, company, last, per_page).await
    };
    let (views, next) = pages::collect(limit.get(), after, read).await?;
    let magic_links = views.into_iter().map(MagicLinkShape::from).collect();
    Answer::new(&MagicLinkList { magic_links, next: next.map(|id| id.to_string()) })
}

/// What is to be inspected: a link taken apart, or a secret with what the options say of it.
fn parts(arguments: InspectedSecret) -> Result<Parts, Problem> {
    let InspectedSecret { text, company_id, company_link, workflow } = arguments;
    let text = if text.expose_secret() == "-" { from_input()? } else { text };
    let said = kind(company_link, workflow).zip(company_id);
    if !text.expose_secret().contains('/') {
        let (kind, company) = said.ok_or_else(|| {
            Problem::usage(
                "a secret needs --company-id, and --company-link or --workflow; a whole link needs neither",
            )
        })?;
        return Ok(Parts { kind, company, secret: text });
    }
    if said.is_some() {
        return Err(Problem::usage("a whole link says itself what --company-id and the rest would say"));
    }
    address::take_apart(text.expose_secret()).ok_or_else(|| {
        Problem::usage(format!(
            "the address is not that of a magic link, which looks like {}",
            address::FORMS
        ))
    })
}

const fn kind(company_link: bool, workflow: bool) -> Option<LinkKind> {
    match (company_link, workflow) {
        (true, false) => Some(LinkKind::Company),
        (false, true) => Some(LinkKind::Connection),
        _ => None,
    }
}

fn from_input() -> Result<SecretString, Problem> {
    let mut text = String::new();
    let read = io::stdin().lock().take(MAX_INPUT).read_to_string(&mut text);
    read.map_err(|error| Problem::new(Exit::Failed, format!("standard input cannot be read: {error}")))?;
    Ok(SecretString::from(text.trim()))
}
