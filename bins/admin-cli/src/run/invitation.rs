use latchstring_domain::allowed_providers::AllowedProviders;
use latchstring_domain::email::AllowList;
use latchstring_domain::id::{CompanyId, InvitationId, ProviderId};
use latchstring_domain::invitation::{Extension, Lifetime, Presentation};
use latchstring_domain::prefill::{Locks, Prefill, ProviderHint};
use latchstring_service::PageRequest;
use latchstring_service::invitation::{
    self, CreateContributor, CreateReconnect, InvitationTerms, InvitationView, ListInvitations, Resend,
    WantedInvitations,
};

use super::bulk;
use super::labels::labels;
use super::pages;
use super::session::Session;
use crate::args::{InvitationCommand, InvitationFilter, NewInvitation, PrefillArguments, TermsArguments};
use crate::output::Answer;
use crate::problem::{Problem, not_extended, not_resent};
use crate::shape::{InvitationDetailShape, InvitationList, InvitationShape, ResentShape};

pub(super) async fn run(session: &Session, command: InvitationCommand) -> Result<Answer, Problem> {
    match command {
        InvitationCommand::Create(arguments) => {
            Answer::new(&InvitationShape::from(create(session, *arguments).await?))
        }
        InvitationCommand::Import(arguments) => bulk::import(session, arguments).await,
        InvitationCommand::List(filter) => list(session, filter).await,
        InvitationCommand::Show { id } => {
            let detail = invitation::get(&session.ls, &session.caller().await?, id).await?;
            Answer::new(&InvitationDetailShape::from(detail))
        }
        InvitationCommand::Extend { id, expires_in, until, never_expires: _ } => {
            // One of the three is there.
            let extension = expires_in.map(Extension::For).or_else(|| until.map(Extension::Until));
            let extension = extension.unwrap_or(Extension::Forever);
            let extended = invitation::extend(&session.ls, &session.caller().await?, id, extension).await;
            let extended = extended.map_err(|error| not_extended(error, option_of(extension)))?;
            Answer::new(&InvitationShape::from(extended))
        }
        InvitationCommand::Resend { id, to, extend } => {
            let to = (!to.is_empty()).then_some(to);
            again(session, id, Resend { extend, rotate: false, to }, "--to").await
        }
        InvitationCommand::Rotate { id, send_email } => {
            let to = (!send_email).then(Vec::new);
            again(session, id, Resend { extend: None, rotate: true, to }, "--send-email").await
        }
        InvitationCommand::Revoke { id } => {
            let revoked = invitation::revoke(&session.ls, &session.caller().await?, id).await?;
            Answer::new(&InvitationShape::from(revoked))
        }
    }
}

async fn again(session: &Session, id: InvitationId, wish: Resend, mails: &str) -> Result<Answer, Problem> {
    let resent = invitation::resend(&session.ls, &session.caller().await?, id, &wish).await;
    Answer::new(&ResentShape::from(resent.map_err(|error| not_resent(error, mails))?))
}

fn option_of(extension: Extension) -> &'static str {
    match extension {
        Extension::Until(_) => "--until",
        Extension::Forever => "--never-expires",
        Extension::For(_) | Extension::By(_) => "--expires-in",
    }
}

async fn create(session: &Session, arguments: NewInvitation) -> Result<InvitationView, Problem> {
    let NewInvitation { company, connection, prefill, allow_provider, terms } = arguments;
    let terms = terms_of(terms)?;
    let caller = session.caller().await?;
    match (company, connection) {
        (Some(company_id), None) => {
            let wish = contributor(company_id, prefill, allow_provider, terms)?;
            Ok(invitation::create_contributor(&session.ls, &caller, wish).await?)
        }
        (None, Some(connection_id)) => {
            let wish = CreateReconnect { connection_id, terms };
            Ok(invitation::create_reconnect(&session.ls, &caller, wish).await?)
        }
        _ => Err(Problem::usage("either --company or --connection is needed")),
    }
}

fn contributor(
    company_id: CompanyId,
    arguments: PrefillArguments,
    allowed: Vec<ProviderId>,
    terms: InvitationTerms,
) -> Result<CreateContributor, Problem> {
    let (prefill, locks) = prefill_of(arguments);
    let allowed_providers = AllowedProviders::new(allowed)
        .map_err(|error| Problem::usage(format!("--allow-provider: {error}")))?;
    Ok(CreateContributor { company_id, prefill, locks, allowed_providers, terms })
}

/// What the arguments fill in, and which of it they lock.
pub(super) fn prefill_of(arguments: PrefillArguments) -> (Prefill, Locks) {
    let PrefillArguments { url, provider, country, site, utility_type, owner_email, start_date, lock } =
        arguments;
    let mut initial_sites = Vec::new();
    for id in site {
        if !initial_sites.contains(&id) {
            initial_sites.push(id);
        }
    }
    let prefill = Prefill {
        provider: url.map(ProviderHint::Url).or_else(|| provider.map(ProviderHint::Id)),
        initial_sites,
        utility_types: utility_type.into_iter().collect(),
        country,
        connection_owner_email: owner_email,
        data_collection_start_date: start_date,
    };
    (prefill, lock.into_iter().collect())
}

fn terms_of(arguments: TermsArguments) -> Result<InvitationTerms, Problem> {
    let TermsArguments { allow, expires_in, max_uses, send_email, external_id, message, metadata } =
        arguments;
    Ok(InvitationTerms {
        allowed: AllowList::new(allow).map_err(|error| Problem::usage(format!("--allow: {error}")))?,
        lifetime: expires_in.map(Lifetime::For),
        max_uses,
        presentation: Presentation { message, ..Presentation::default() },
        metadata: labels(metadata)?,
        external_id,
        send_email,
        logo_url: None,
    })
}

async fn list(session: &Session, filter: InvitationFilter) -> Result<Answer, Problem> {
    let InvitationFilter { company, status, source, r#type, email, query, created, limit, after } = filter;
    let wanted = WantedInvitations {
        company_id: company,
        status,
        source,
        kind: r#type,
        email,
        text: query,
        made_from: created.created_after,
        made_before: created.created_before,
    };
    let caller = session.caller().await?;
    let read = async |last: Option<InvitationId>, per_page| {
        let page = PageRequest::After { last, per_page };
        let wish = ListInvitations { wanted: wanted.clone(), page };
        invitation::list(&session.ls, &caller, wish).await
    };
    let (views, next) = pages::collect(limit.get(), after, read).await?;
    let invitations = views.into_iter().map(InvitationShape::from).collect();
    Answer::new(&InvitationList { invitations, next: next.map(|id| id.to_string()) })
}
