//! Saying which of the source's fields fill which of the customer's.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::response::Response;
use http::StatusCode;
use latchstring_domain::flow::{FieldMapping, FieldRef, MappedField, MappingError, Schema};
use latchstring_domain::flow_session::{FieldsToMap, FlowState};
use latchstring_service::Failure;
use latchstring_service::flow_session::{self, FlowView, MapFieldsError};
use sha2::{Digest as _, Sha256};

use super::{chosen, shown, submission};
use crate::route::body::Posted;
use crate::route::failure::{Answer, Stop, defect};
use crate::route::walker::Walker;
use crate::view::{Mapping, MappingProblem, SourceField, SourceTable, Step as At, TargetField, TargetTable};

/// What is selected: by the place of the customer's field, the place of the source's.
type Selected = BTreeMap<usize, usize>;

/// What is wrong with a mapping.
enum Problem {
    /// These required fields are empty.
    Missing(Vec<FieldRef>),
    /// It is not between the fields there are.
    Changed,
}

/// The fields, with what was said before, else with what is suggested.
pub(in crate::route) fn page(walker: &Walker, view: &FlowView) -> Answer {
    let Some(to_map) = view.session.to_map() else {
        return Err(Failure::Defect("a session at its mapping has fields").into());
    };
    let known = match &view.session.state {
        FlowState::FieldsMapped { mapping, .. } => mapping,
        _ => &to_map.suggested,
    };
    show(walker, view, to_map, &selected(to_map, known), None)
}

fn show(
    walker: &Walker,
    view: &FlowView,
    to_map: &FieldsToMap,
    selected: &Selected,
    problem: Option<&Problem>,
) -> Result<Response, Stop> {
    let missing = match problem {
        Some(Problem::Missing(missing)) => missing.as_slice(),
        _ => &[],
    };
    let hides_back = view.link.portal().is_some_and(|portal| portal.options.hides_back_buttons);
    let page = Mapping {
        frame: walker.frame(view, At::Fields),
        session: walker.session(),
        provider: shown(chosen(view)?, String::new()),
        stamp: stamp(to_map),
        targets: targets(&to_map.target, selected, missing),
        sources: sources(&to_map.source),
        has_sites: submission::can_choose_sites(view) && !hides_back,
        problem: matches!(problem, Some(Problem::Changed)).then_some(MappingProblem::Changed),
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(walker.visitor.page(status, &page))
}

/// `POST /p/s/{id}/mapping`: `fields`, and `field-0`, `field-1` … Submits, which spends a use.
pub(in crate::route) async fn submit(posted: Posted) -> Answer {
    let walker = &posted.walker;
    let view = walker.view().await?;
    let Some(to_map) = view.session.to_map() else { return Ok(walker.go_on()) };
    // A page of another sign-in, left open in another tab, means other fields by the same places.
    if posted.get("fields") != stamp(to_map) {
        let suggested = selected(to_map, &to_map.suggested);
        return show(walker, &view, to_map, &suggested, Some(&Problem::Changed));
    }
    let typed = typed(&posted, to_map);
    let problem =
        match flow_session::map_fields(walker.latchstring(), &walker.pass, &pairs(to_map, &typed)).await {
            Ok(()) => return submission::next(walker).await,
            Err(MapFieldsError::Mapping(MappingError::Missing(missing))) => Problem::Missing(missing),
            Err(MapFieldsError::Mapping(_)) => Problem::Changed,
            Err(MapFieldsError::Flow(error)) => return Err(walker.stop(error).await),
            Err(other) => return Err(defect(&other).into()),
        };
    show(walker, &view, to_map, &typed, Some(&problem))
}

/// The name of one of the customer's fields in the form. Its own id may be any text, and any length.
fn name(place: usize) -> String {
    format!("field-{place}")
}

/// What a form said. A place that is none is nothing.
fn typed(posted: &Posted, to_map: &FieldsToMap) -> Selected {
    let there = to_map.source.fields().count();
    let said = |place| posted.get(&name(place)).parse().ok().filter(|source| *source < there);
    (0..to_map.target.fields().count()).filter_map(|place| Some((place, said(place)?))).collect()
}

/// The places of a mapping's fields.
fn selected(to_map: &FieldsToMap, mapping: &FieldMapping) -> Selected {
    let sources: Vec<_> = refs(&to_map.source).collect();
    let place = |wanted: &FieldRef| sources.iter().position(|field| field == wanted);
    let targets = refs(&to_map.target).enumerate();
    targets.filter_map(|(at, target)| Some((at, place(mapping.source_of(&target)?)?))).collect()
}

/// The fields at these places.
fn pairs(to_map: &FieldsToMap, selected: &Selected) -> Vec<MappedField> {
    let sources: Vec<_> = refs(&to_map.source).collect();
    let targets = refs(&to_map.target).enumerate();
    let pair = |(at, target)| {
        let source = sources.get(*selected.get(&at)?)?.clone();
        Some(MappedField { target, source })
    };
    targets.filter_map(pair).collect()
}

fn refs(schema: &Schema) -> impl Iterator<Item = FieldRef> {
    schema.fields().map(|(table, field)| FieldRef::of(table, field))
}

fn targets(schema: &Schema, selected: &Selected, missing: &[FieldRef]) -> Vec<TargetTable> {
    let mut places = 0..;
    let tables = schema.tables().iter().map(|table| TargetTable {
        name: table.table.as_str().to_owned(),
        fields: table
            .fields
            .iter()
            .zip(&mut places)
            .map(|(field, place)| TargetField {
                name: name(place),
                label: field.name.as_str().to_owned(),
                required: field.required,
                chosen: selected.get(&place).copied(),
                missing: missing.contains(&FieldRef::of(table, field)),
            })
            .collect(),
    });
    tables.filter(|table| !table.fields.is_empty()).collect()
}

fn sources(schema: &Schema) -> Vec<SourceTable> {
    let mut names = BTreeMap::new();
    for (_, field) in schema.fields() {
        *names.entry(field.name.as_str()).or_insert(0_usize) += 1;
    }
    let mut places = 0..;
    let tables = schema.tables().iter().map(|table| SourceTable {
        name: table.table.as_str().to_owned(),
        fields: table
            .fields
            .iter()
            .zip(&mut places)
            .map(|(field, value)| {
                let name = field.name.as_str();
                let alone = names.get(name) == Some(&1);
                let label =
                    if alone { name.to_owned() } else { format!("{name} ({})", table.table.as_str()) };
                SourceField { value, label }
            })
            .collect(),
    });
    tables.filter(|table| !table.fields.is_empty()).collect()
}

/// What tells these lists of fields from any others: the beginning of a digest over all their names. It proves nothing to
/// anybody; what is chosen is checked against the fields in any case.
fn stamp(to_map: &FieldsToMap) -> String {
    let mut digest = Sha256::new();
    for field in refs(&to_map.target).chain(refs(&to_map.source)) {
        for part in [field.table.as_str(), field.field.as_str()] {
            digest.update(part);
            // In no name: these are single lines.
            digest.update("\n");
        }
    }
    let mut stamp = String::new();
    for byte in digest.finalize().iter().take(8) {
        // Writing to a string cannot fail.
        let _ = write!(stamp, "{byte:02x}");
    }
    stamp
}
