//! The way in from API Gateway: one request in, one reply out.

use crate::{Identity, Problem, Request, Response};
use data_encoding::BASE64;
use lambda_http::lambda_runtime::{self, LambdaEvent};
use lambda_http::request::RequestContext;
use lambda_http::{Body, RequestExt, service_fn};
use serde_json::{Value, json};
use std::future::Future;

/// Logs as JSON lines at the level of `RUST_LOG`, `info` unless set.
pub fn log_as_json() {
    let level =
        std::env::var("RUST_LOG").ok().and_then(|text| text.parse().ok()).unwrap_or(tracing::Level::INFO);
    tracing_subscriber::fmt().json().with_max_level(level).with_current_span(false).without_time().init();
}

/// Serves requests with a handler until the container ends.
pub async fn serve<F, R>(handler: F) -> Result<(), lambda_http::Error>
where
    F: Fn(Request) -> R + Sync,
    R: Future<Output = Response> + Send,
{
    let handler = &handler;
    lambda_http::run(service_fn(move |request: lambda_http::Request| async move {
        let reply = match accept(request) {
            Ok(request) => handler(request).await,
            Err(problem) => problem.into(),
        };
        Ok::<_, lambda_http::Error>(reply.map(|body| match std::str::from_utf8(&body) {
            Ok(text) => Body::Text(text.to_owned()),
            Err(_) => Body::Binary(body.to_vec()),
        }))
    }))
    .await
}

/// Serves requests of the gateway with a handler, and everything else that a function is invoked with by `direct`.
pub async fn serve_both<F, R, D, A>(handler: F, direct: D) -> Result<(), lambda_http::Error>
where
    F: Fn(Request) -> R + Sync,
    R: Future<Output = Response> + Send,
    D: Fn(Value) -> A + Sync,
    A: Future<Output = Value> + Send,
{
    let (handler, direct) = (&handler, &direct);
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Value>| async move {
        if event.payload.get("requestContext").is_none() {
            // Boxed: the chain of futures behind it is long.
            return Ok::<_, lambda_http::Error>(Box::pin(direct(event.payload)).await);
        }
        let reply = match accept(lambda_http::request::from_str(&event.payload.to_string())?) {
            Ok(request) => Box::pin(handler(request)).await,
            Err(problem) => problem.into(),
        };
        Ok(gateway_reply(&reply))
    }))
    .await
}

/// A reply as the gateway takes it (payload format 2.0).
fn gateway_reply(reply: &Response) -> Value {
    let headers =
        reply.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    let headers: serde_json::Map<_, _> =
        headers.map(|(name, value)| (name.to_owned(), value.into())).collect();
    let text = std::str::from_utf8(reply.body());
    json!({
        "statusCode": reply.status().as_u16(),
        "headers": headers,
        "body": text.map_or_else(|_| BASE64.encode(reply.body()), str::to_owned),
        "isBase64Encoded": text.is_err(),
    })
}

/// The request as handlers know it: its own path, its body as bytes, and what the authorizer found.
fn accept(request: lambda_http::Request) -> Result<Request, Problem> {
    let identity = match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.authorizer.as_ref().and_then(|authorizer| {
            let found = authorizer.fields.clone().into_iter().collect();
            serde_json::from_value::<Identity>(serde_json::Value::Object(found)).ok()
        }),
        _ => None,
    };
    let (parts, body) = request.into_parts();
    let body = match body {
        Body::Text(text) => text.into(),
        Body::Binary(bytes) => bytes.into(),
        _ => bytes::Bytes::new(),
    };
    if body.len() > crate::problem::max_body(parts.uri.path()) {
        return Err(Problem::too_large());
    }
    let mut accepted = Request::new(body);
    *accepted.method_mut() = parts.method;
    *accepted.uri_mut() = parts.uri;
    *accepted.headers_mut() = parts.headers;
    if let Some(identity) = identity {
        accepted.extensions_mut().insert(identity);
    }
    Ok(accepted)
}
