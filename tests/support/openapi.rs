//! The `OpenAPI` document as a referee: is this call, and is this answer, what the contract says?
//!
//! The schemas of `OpenAPI` 3.0 become JSON Schema 2020-12 by three small changes: `nullable` becomes a type, an open enum
//! loses its list in answers (the server may add values) but not in requests, and objects are closed, so that a
//! misspelt property is an error instead of an unknown one.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "each test that shares this file uses its part of it")]

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde_json::{Map, Value, json};
use walkin::api::wire::{Answer, Call, Method};

/// The document of the project.
const DOCUMENT: &str = include_str!("../../assets/openapi.yaml");

/// Panics with every mistake of a call.
#[track_caller]
pub fn check_request(call: &Call) {
    let mistakes = request_mistakes(call);
    assert!(mistakes.is_empty(), "{call:?} breaks the contract:\n{}", mistakes.join("\n"));
}

/// Panics with every mistake of an answer to a call.
#[track_caller]
pub fn check_answer(call: &Call, answer: &Answer) {
    let mistakes = answer_mistakes(call, answer);
    assert!(mistakes.is_empty(), "{call:?} -> {answer:?} breaks the contract:\n{}", mistakes.join("\n"));
}

/// What is wrong with a call; empty when nothing is.
pub fn request_mistakes(call: &Call) -> Vec<String> {
    let referee = Referee::get();
    // HEAD is one operation for all paths.
    if call.method == Method::Head {
        return if call.body.is_some() { vec!["a HEAD with a body".to_owned()] } else { Vec::new() };
    }
    let Some(found) = referee.find(call) else { return vec!["no such operation".to_owned()] };
    let mut mistakes = referee.parameter_mistakes(&found, call);
    let operation = &found.pointer;
    let body = format!("{operation}/requestBody");
    match (referee.requests.pointer(&body), &call.body) {
        (None, None) => {}
        (None, Some(_)) => mistakes.push("a body where none belongs".to_owned()),
        (Some(_), None) => mistakes.push("no body".to_owned()),
        (Some(_), Some(bytes)) => match serde_json::from_slice(bytes) {
            Ok(value) => {
                let schema = format!("{body}/content/application~1json/schema");
                mistakes.extend(validate(&referee.requests, &schema, &value));
            }
            Err(error) => mistakes.push(format!("the body is not JSON: {error}")),
        },
    }
    mistakes
}

/// What is wrong with an answer to a call; empty when nothing is.
pub fn answer_mistakes(call: &Call, answer: &Answer) -> Vec<String> {
    let referee = Referee::get();
    if call.method == Method::Head {
        let known = matches!(answer.status, 200 | 401 | 429 | 503);
        return if known && answer.body.is_empty() {
            Vec::new()
        } else {
            vec!["not an answer to HEAD".to_owned()]
        };
    }
    let Some(found) = referee.find(call) else { return vec!["no such operation".to_owned()] };
    let mut response = format!("{}/responses/{}", found.pointer, answer.status);
    let Some(described) = referee.answers.pointer(&response) else {
        return vec![format!("status {} is not in the contract", answer.status)];
    };
    if let Some(shared) = described.get("$ref").and_then(Value::as_str) {
        response = shared.trim_start_matches('#').to_owned();
    }
    if referee.answers.pointer(&response).is_some_and(|described| described.get("content").is_none()) {
        let is_empty = answer.body.is_empty();
        return if is_empty { Vec::new() } else { vec!["a body where none belongs".to_owned()] };
    }
    if answer.header("content-type") != Some("application/json") {
        return vec!["not called JSON".to_owned()];
    }
    match serde_json::from_slice(&answer.body) {
        Ok(value) => {
            validate(&referee.answers, &format!("{response}/content/application~1json/schema"), &value)
        }
        Err(error) => vec![format!("the body is not JSON: {error}")],
    }
}

/// What the document shows as answers of success to a call.
pub fn examples(call: &Call) -> Vec<Value> {
    let referee = Referee::get();
    let found = referee.find(call).expect("an operation");
    let content = format!("{}/responses/200/content/application~1json", found.pointer);
    let content = referee.answers.pointer(&content).expect("a success");
    let named = content.get("examples").and_then(Value::as_object).into_iter().flatten();
    let named = named.map(|(_, example)| match example.get("$ref").and_then(Value::as_str) {
        Some(shared) => {
            &referee.answers.pointer(shared.trim_start_matches('#')).expect("an example")["value"]
        }
        None => &example["value"],
    });
    named.chain(content.get("example")).cloned().collect()
}

/// Every operation of the document by its `operationId`.
pub fn operations() -> BTreeSet<String> {
    let paths = Referee::get().requests["paths"].as_object().expect("paths");
    let described = paths.values().filter_map(Value::as_object).flat_map(|path| path.values());
    described.filter_map(|operation| operation["operationId"].as_str()).map(str::to_owned).collect()
}

/// The `operationId` of a call.
pub fn operation(call: &Call) -> Option<String> {
    let referee = Referee::get();
    let operation = referee.requests.pointer(&referee.find(call)?.pointer)?;
    operation["operationId"].as_str().map(str::to_owned)
}

/// The document, once for each direction.
struct Referee {
    requests: Value,
    answers: Value,
}

/// An operation of the document and the values of its path.
struct Found {
    pointer: String,
    path_pointer: String,
    values: Vec<(String, String)>,
}

impl Referee {
    fn get() -> &'static Self {
        static REFEREE: OnceLock<Referee> = OnceLock::new();
        REFEREE.get_or_init(|| {
            let document: Value = serde_saphyr::from_str(DOCUMENT).expect("the document is YAML");
            let mut shared = BTreeSet::new();
            collect_parts(&document, &mut shared);
            let mut requests = document.clone();
            let mut answers = document;
            close(&mut requests, &shared);
            close(&mut answers, &shared);
            translate(&mut requests, false);
            translate(&mut answers, true);
            Self { requests, answers }
        })
    }

    /// The operation of a call; the template with the most literal segments wins.
    fn find(&self, call: &Call) -> Option<Found> {
        let wanted: Vec<&str> = call.path.split('/').collect();
        let method = call.method.name().to_ascii_lowercase();
        let paths = self.requests["paths"].as_object()?;
        let mut matching: Vec<(usize, Found)> = paths
            .iter()
            .filter(|(_, item)| item.get(&method).is_some())
            .filter_map(|(template, _)| {
                let segments: Vec<&str> = template.split('/').collect();
                let mut values = Vec::new();
                for (segment, value) in segments.iter().zip(&wanted) {
                    match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                        Some(name) => values.push((name.to_owned(), (*value).to_owned())),
                        None if segment == value => {}
                        None => return None,
                    }
                }
                let path_pointer = format!("/paths/{}", template.replace('/', "~1"));
                let found = Found { pointer: format!("{path_pointer}/{method}"), path_pointer, values };
                (segments.len() == wanted.len()).then_some((found.values.len(), found))
            })
            .collect();
        matching.sort_by_key(|(parameters, _)| *parameters);
        matching.into_iter().next().map(|(_, found)| found)
    }

    fn parameter_mistakes(&self, found: &Found, call: &Call) -> Vec<String> {
        let described: Vec<Value> = [&found.path_pointer, &found.pointer]
            .into_iter()
            .filter_map(|pointer| self.requests.pointer(&format!("{pointer}/parameters")))
            .filter_map(Value::as_array)
            .flatten()
            .map(|parameter| match parameter.get("$ref").and_then(Value::as_str) {
                Some(shared) => {
                    self.requests.pointer(shared.trim_start_matches('#')).cloned().unwrap_or_default()
                }
                None => parameter.clone(),
            })
            .collect();
        let path = found.values.iter().map(|pair| ("path", pair));
        let query = call.query.iter().map(|pair| ("query", pair));
        let mut mistakes = Vec::new();
        for (place, (name, text)) in path.chain(query) {
            let Some(parameter) = described
                .iter()
                .find(|parameter| parameter["in"] == place && parameter["name"] == name.as_str())
            else {
                mistakes.push(format!("no parameter {name} in the {place}"));
                continue;
            };
            let integer = text.parse::<i64>().ok().map(Value::from);
            let schema = &parameter["schema"];
            let as_text = schema_mistakes(&self.requests, schema, &Value::from(text.as_str()));
            let as_number = integer.map(|number| schema_mistakes(&self.requests, schema, &number));
            if !as_text.is_empty() && !as_number.is_some_and(|mistakes| mistakes.is_empty()) {
                mistakes.push(format!("{name}: {}", as_text.join(", ")));
            }
        }
        mistakes
    }
}

/// What is wrong with a value, by the schema at a pointer of a document.
fn validate(document: &Value, pointer: &str, value: &Value) -> Vec<String> {
    match document.pointer(pointer) {
        Some(schema) => schema_mistakes(document, schema, value),
        None => vec![format!("no schema at {pointer}")],
    }
}

/// Validates against a schema whose references point into the document's components.
fn schema_mistakes(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let root = json!({ "$ref": "#/asked", "asked": schema, "components": document["components"] });
    let validator = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(&root)
        .expect("the document's schemas are schemas");
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// The names of schemas that are parts of others, which must stay open.
fn collect_parts(node: &Value, parts: &mut BTreeSet<String>) {
    if let Some(all) = node.get("allOf").and_then(Value::as_array).filter(|all| all.len() > 1) {
        parts.extend(
            all.iter()
                .filter_map(|part| part["$ref"].as_str())
                .filter_map(|name| Some(name.rsplit_once('/')?.1.to_owned())),
        );
    }
    for child in children(node) {
        collect_parts(child, parts);
    }
}

/// Makes every schema that is no part of another refuse properties it does not name.
fn close(document: &mut Value, parts: &BTreeSet<String>) {
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else {
        return;
    };
    for (name, schema) in schemas.iter_mut().filter(|(name, _)| !parts.contains(*name)) {
        let Some(schema) = schema.as_object_mut() else { continue };
        // A typed argument and an error may grow; nothing of the kiosk depends on their exact shape.
        if name != "ErrorResponse" && (schema.contains_key("properties") || schema.contains_key("allOf")) {
            schema.insert("unevaluatedProperties".to_owned(), Value::Bool(false));
        }
    }
}

/// Turns `OpenAPI`'s dialect into JSON Schema's.
fn translate(node: &mut Value, is_answer: bool) {
    if let Some(object) = node.as_object_mut() {
        translate_object(object, is_answer);
    }
    match node {
        Value::Object(object) => object.values_mut().for_each(|child| translate(child, is_answer)),
        Value::Array(array) => array.iter_mut().for_each(|child| translate(child, is_answer)),
        _ => {}
    }
}

fn translate_object(object: &mut Map<String, Value>, is_answer: bool) {
    if object.get("nullable") == Some(&Value::Bool(true))
        && let Some(kind) = object.get("type").cloned()
    {
        object.insert("type".to_owned(), json!([kind, "null"]));
    }
    if is_answer && object.get("x-extensible-enum") == Some(&Value::Bool(true)) {
        object.remove("enum");
    }
    // Words that mean something else in the other dialect, or nothing at all.
    if object.contains_key("type") || object.contains_key("$ref") || object.contains_key("allOf") {
        object.remove("example");
    }
}

fn children(node: &Value) -> Vec<&Value> {
    match node {
        Value::Object(object) => object.values().collect(),
        Value::Array(array) => array.iter().collect(),
        _ => Vec::new(),
    }
}
