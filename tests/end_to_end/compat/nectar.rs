//! The recorded pairs, each a test of its own, and what holds for all of them.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use latchstring_tests::Server;

use super::case::{Case, Step, folder};
use super::replay::replay;
use super::shape::Shape;

const INTERFACE: &str = "nectar";

/// A test for each file of the folder. The list is written down, because a macro that reads a folder while compiling
/// would have to be a crate and would not notice a new file.
macro_rules! recorded {
    ($($name:ident,)*) => {
        const RECORDED: &[&str] = &[$(stringify!($name)),*];
        $(
            #[tokio::test]
            async fn $name() -> Result<()> {
                replay(INTERFACE, stringify!($name)).await
            }
        )*
    };
}

recorded! {
    company_create,
    company_create_empty_name,
    company_create_full,
    company_create_long_name,
    company_create_name_too_long,
    company_create_twice,
    company_delete,
    company_deleted,
    company_get,
    company_list,
    company_list_by_cursor,
    company_list_by_external_id,
    company_update,
    connection_create,
    connection_create_unknown_company,
    connection_create_unknown_site,
    connection_create_without_password,
    connection_create_without_sites,
    connection_details,
    connection_details_after_walk,
    connection_details_unknown,
    connection_events,
    connection_list,
    connection_list_by_cursor,
    connection_list_by_owner,
    connection_list_by_sites,
    connection_list_by_status,
    connection_list_by_unknown_status,
    connection_list_largest_limit,
    connection_list_limit_too_large,
    connection_list_of_workspace,
    connection_list_page,
    connection_status,
    connection_status_from_connected,
    connection_status_not_from_there,
    error_every_field_at_once,
    error_malformed_json,
    error_no_id,
    error_unknown_id,
    error_unknown_path,
    event_list,
    invitation_create,
    invitation_create_bad_address,
    invitation_create_empty_lists,
    invitation_create_expires_too_soon,
    invitation_create_full,
    invitation_create_mail_to_nobody,
    invitation_create_no_uses,
    invitation_create_site_of_another_company,
    invitation_create_two_providers,
    invitation_create_unknown_company,
    invitation_create_unknown_country,
    invitation_create_unknown_site,
    invitation_create_unknown_utility,
    invitation_get,
    invitation_get_fulfilled,
    invitation_list,
    invitation_list_bad_page,
    invitation_list_by_cursor,
    invitation_list_empty,
    invitation_list_foreign_cursor,
    invitation_list_of_workspace,
    invitation_list_page,
    invitation_reconnect,
    invitation_reconnect_unknown_connection,
    invitation_reconnect_with_prefill,
    invitation_revoke,
    invitation_revoke_again,
    invitation_revoke_fulfilled,
    invitation_revoke_unknown,
    invitation_revoke_with_body,
    key_in_lower_case,
    key_in_odd_letter_case,
    key_missing,
    key_unknown,
    key_without_scope,
    magic_link_cut_off,
    magic_link_list,
    magic_link_list_after_walk,
    magic_link_mint,
    magic_link_mint_by_get,
    magic_link_mint_empty,
    magic_link_mint_for_connection,
    magic_link_mint_for_connection_of_company,
    magic_link_mint_for_sites,
    magic_link_mint_unknown_site,
    magic_link_mint_with_connection,
    magic_link_revoke,
    ping,
    site_create,
    site_create_at_the_limits,
    site_create_full,
    site_create_over_the_limits,
    site_create_path_too_deep,
    site_create_unknown_company,
    site_delete,
    site_get,
    site_list,
    site_update,
    t012_invitation_get_hidden_link,
    t012_invitation_list_hidden_links,
}

fn cases() -> Result<Vec<(&'static str, Case)>> {
    RECORDED.iter().map(|name| Ok((*name, Case::read(INTERFACE, name)?))).collect()
}

#[test]
fn every_file_of_the_folder_is_a_test() -> Result<()> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder(INTERFACE))? {
        files.push(entry?.file_name().into_string().ok().context("a name that is no text")?);
    }
    files.sort();
    let listed: Vec<_> = RECORDED.iter().map(|name| format!("{name}.json")).collect();
    assert_eq!(
        files, listed,
        "add the file to the list, in the order of the alphabet, or the other way round"
    );
    Ok(())
}

#[test]
fn every_file_says_what_it_shows_and_where_that_is_documented() -> Result<()> {
    let mut names = BTreeSet::new();
    for (file, case) in cases()? {
        assert!(!case.name.is_empty() && !case.source.is_empty(), "{file}");
        assert!(names.insert((case.name.clone(), case.request.path.clone())), "{file}: {} twice", case.name);
        for shape in case.response.body.iter().chain(case.response.headers.values()) {
            Shape::parse(shape).with_context(|| file)?;
        }
        let versioned = |path: &str| path.starts_with("/v2");
        let mut paths = vec![&case.request.path];
        paths.extend(case.given.iter().filter_map(|step| match step {
            Step::Call { request, .. } => Some(&request.path),
            _ => None,
        }));
        assert!(paths.iter().all(|path| path.starts_with('/') && !versioned(path)), "{file}");
    }
    Ok(())
}

/// `GET /site/{site_id}?page=1` and `GET /site/{id}` are one call.
fn call(method: &str, path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let segments = path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment });
    format!("{} {}", method.to_uppercase(), segments.collect::<Vec<_>>().join("/"))
}

#[tokio::test]
async fn every_call_of_the_document_has_a_pair_that_succeeds() -> Result<()> {
    let recorded: BTreeSet<String> = cases()?
        .iter()
        .filter(|(_, case)| case.response.status < 300)
        .map(|(_, case)| call(&case.request.method, &case.request.path))
        .collect();
    let quickstart = Server::quickstart().await?;
    let document = quickstart.api()?.get("/openapi.json").await?.json;
    let mut documented = BTreeSet::new();
    for (path, item) in document["paths"].as_object().context("paths")? {
        for method in item.as_object().context("a path")?.keys() {
            documented.insert(call(method, path));
        }
    }
    assert_eq!(recorded, documented);
    Ok(())
}
