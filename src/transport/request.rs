//! A request, put together from an operation's parameters. The first parameter that cannot
//! be sent refuses the call: the error comes when it is sent, and nothing else happens.

use std::fmt::Display;

use bytes::Bytes;
use futures_core::future::BoxFuture;
use http::Method;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::Body;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tracing::{Instrument as _, Span};

use super::decode::decode;
use super::operation::{Operation, Repeat, Shape};
use super::response::{Call, Exchange, ResponseValue};
use super::setter::or_missing;
use super::span;
use super::validate::{self, Parameter, Selection};
use crate::{Client, Error};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const BYTES: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// A call that is not sent yet.
pub(crate) struct Request {
    pub(super) client: Client,
    pub(super) operation: &'static Operation,
    pub(super) name: &'static str,
    pub(super) repeat: Repeat,
    pub(super) http: reqwest::Request,
    /// The path so far, and what of its template is left.
    path: String,
    rest: &'static str,
    selection: Selection,
    refused: Option<String>,
}

impl Request {
    /// Starts the request of an operation, without parameters.
    pub(crate) fn new(client: &Client, operation: &'static Operation) -> Self {
        Self {
            client: client.clone(),
            operation,
            name: operation.id,
            repeat: operation.repeat,
            http: reqwest::Request::new(operation.method.clone(), client.inner.base_url.clone()),
            path: String::new(),
            rest: operation.path,
            selection: Selection::default(),
            refused: None,
        }
    }

    /// Sets what the caller called, where that is not the operation.
    pub(crate) fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Sets what sending the request again means.
    pub(crate) fn repeated(mut self, repeat: Repeat) -> Self {
        self.repeat = repeat;
        self
    }

    /// Sets method and path of a request that the document does not know.
    pub(crate) fn to(mut self, method: Method, path: &str) -> Self {
        *self.http.method_mut() = method;
        if self.accept(validate::raw_path(path)).is_some() {
            path.clone_into(&mut self.path);
        }
        self
    }

    pub(crate) fn refuse(&mut self, why: impl Display) {
        self.refused.get_or_insert_with(|| why.to_string());
    }

    /// The value, unless it refuses the call.
    fn accept<T>(&mut self, value: Result<T, impl Display>) -> Option<T> {
        value.map_err(|why| self.refuse(why)).ok()
    }

    /// The value, unless it is missing or did not convert.
    fn required<T>(&mut self, setter: &str, value: Result<T, String>) -> Option<T> {
        self.accept(value.map_err(|why| or_missing(setter, why)))
    }

    /// Sets the path parameter that comes next, as one segment.
    pub(crate) fn path(&mut self, setter: &str, value: Result<String, String>) {
        if let Some(value) = self.required(setter, value)
            && let Some(segment) = self.accept(validate::path_segment(setter, &value))
        {
            let literal = self.next_literal();
            self.path.reserve(literal.len() + value.len());
            self.path += literal;
            self.path.extend(segment);
        }
    }

    /// Sets the path parameter that comes next: a URL that stays as it is.
    pub(crate) fn url_path(&mut self, setter: &str, value: Result<String, String>) {
        if let Some(value) = self.required(setter, value)
            && let Some(url) = self.accept(validate::url_in_path(setter, &value))
        {
            let literal = self.next_literal();
            self.path += literal;
            self.path += url;
        }
    }

    /// The template up to the next parameter, which is skipped.
    fn next_literal(&mut self) -> &'static str {
        let (literal, rest) = self.rest.split_once('{').unwrap_or((self.rest, ""));
        self.rest = rest.split_once('}').map_or("", |(_, rest)| rest);
        literal
    }

    /// Adds a query parameter, once for each of its values.
    pub(crate) fn query<T: Parameter>(
        &mut self,
        setter: &str,
        name: &str,
        value: Result<Option<T>, String>,
    ) {
        let Some(Some(value)) = self.required(setter, value) else { return };
        if let Err(why) = value.check(setter) {
            return self.refuse(why);
        }
        let mut pairs = self.http.url_mut().query_pairs_mut();
        value.each(&mut |value| {
            pairs.append_pair(name, value);
        });
    }

    /// Adds a query parameter that selects what a bulk operation acts on.
    pub(crate) fn filter<T: Parameter>(
        &mut self,
        setter: &'static str,
        name: &str,
        value: Result<Option<T>, String>,
    ) {
        if let Ok(Some(value)) = &value {
            let selects = self.selection.filter(setter, value);
            self.accept(selects);
        }
        self.query(setter, name, value);
    }

    /// Adds the ids that a bulk operation acts on.
    pub(crate) fn ids<T: Parameter>(
        &mut self,
        setter: &'static str,
        name: &str,
        value: Result<Option<T>, String>,
    ) {
        if let Ok(Some(value)) = &value {
            let selects = self.selection.ids(setter, value);
            self.accept(selects);
        }
        self.query(setter, name, value);
    }

    /// Ends the selection of a bulk operation: it acts on something, or says on everything.
    pub(crate) fn selected(&mut self, all: bool) {
        let selected = self.selection.check(all);
        self.accept(selected);
    }

    /// Adds a header parameter.
    pub(crate) fn header<T: Parameter>(
        &mut self,
        setter: &str,
        name: &str,
        value: Result<Option<T>, String>,
    ) {
        let Some(Some(value)) = self.required(setter, value) else { return };
        let checked = value.check(setter).and_then(|()| value.headers(name));
        let Some(headers) = self.accept(checked) else { return };
        for (name, value) in headers {
            self.header_value(setter, &name, &value);
        }
    }

    fn header_value(&mut self, setter: &str, name: &str, value: &str) {
        let value = validate::header_value(setter, value);
        let name = HeaderName::try_from(name).map_err(|_| {
            format!("{name:?} is not a valid header name: it takes letters, digits and `-`")
        });
        if let Some(name) = self.accept(name)
            && let Some(value) = self.accept(value)
        {
            let headers = self.http.headers_mut();
            match name == CONTENT_TYPE {
                true => drop(headers.insert(name, value)),
                false => drop(headers.append(name, value)),
            }
        }
    }

    /// Sets a body of JSON.
    pub(crate) fn json<T: Serialize>(&mut self, body: Result<T, String>) {
        let Some(body) = self.required("body", body) else { return };
        let json = serde_json::to_vec(&body).map_err(|e| format!("the body is not JSON: {e}"));
        if let Some(json) = self.accept(json) {
            self.json_bytes(json.into());
        }
    }

    pub(crate) fn json_bytes(&mut self, json: Bytes) {
        self.http.headers_mut().entry(CONTENT_TYPE).or_insert(JSON);
        *self.http.body_mut() = Some(json.into());
    }

    /// Sets a body of bytes, which are bytes and no more unless a header says otherwise.
    pub(crate) fn bytes(&mut self, body: Result<Body, String>) {
        let Some(body) = self.required("body", body) else { return };
        if body.as_bytes() != Some(b"") {
            self.http.headers_mut().entry(CONTENT_TYPE).or_insert(BYTES);
            *self.http.body_mut() = Some(body);
        }
    }

    /// The same request with a cursor, which it does not have yet. Requests with pages have no
    /// body.
    pub(crate) fn at_cursor(&self, cursor: &str) -> Self {
        let mut http = reqwest::Request::new(self.http.method().clone(), self.http.url().clone());
        http.headers_mut().clone_from(self.http.headers());
        if !cursor.is_empty() {
            http.url_mut().query_pairs_mut().append_pair("cursor", cursor);
        }
        let (client, path) = (self.client.clone(), self.path.clone());
        let (refused, selection) = (self.refused.clone(), Selection::default());
        Self { client, path, refused, selection, http, ..*self }
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// Sends the request and decodes a success as `T`.
    pub(crate) async fn send<T: DeserializeOwned>(self) -> Result<ResponseValue<T>, Error> {
        let (span, exchange) = self.received().await?;
        exchange.and_then(decode).inspect_err(|error| span::failed(&span, error))
    }

    /// What `send` does for every type alike, so that it is compiled once.
    async fn received(mut self) -> Result<(Span, Result<Exchange, Error>), Error> {
        self.finish()?;
        let span = span::call(self.name, self.operation.path, &self.http);
        let exchange = self.exchange(span.clone()).instrument(span.clone()).await;
        Ok((span, exchange))
    }

    /// Sends the request and returns the body alone.
    pub(crate) fn value<T: DeserializeOwned + Send + 'static>(
        self,
    ) -> BoxFuture<'static, Result<T, Error>> {
        Box::pin(async move { self.send().await.map(ResponseValue::into_inner) })
    }

    /// Completes the request, or says why it is refused.
    pub(super) fn finish(&mut self) -> Result<(), Error> {
        if let Some(why) = self.refused.take() {
            return Err(Error::invalid_request(self.name, why));
        }
        self.path += self.rest;
        self.http.url_mut().set_path(&self.path);
        if let Err(why) = validate::request_line(self.http.url()) {
            return Err(Error::invalid_request(self.name, why));
        }
        let is_empty = self.http.body().is_none();
        let is_post = self.http.method() == Method::POST;
        let headers = self.http.headers_mut();
        if self.operation.shape != Shape::Empty {
            headers.insert(ACCEPT, JSON);
        }
        if is_empty && is_post {
            // There are servers that refuse a POST that does not say how long its body is.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(())
    }

    /// The call for errors, before the first attempt.
    pub(super) fn call(&self) -> Call {
        let reads = self.http.method() == Method::GET;
        Call { name: self.name, reads, attempts: 0, sent_before: false }
    }
}
