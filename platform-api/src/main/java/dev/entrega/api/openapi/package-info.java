/**
 * What a service says of its own API. In come the routes of its controllers, out go an OpenAPI 3.1 document and a page to
 * read it on. Read {@link dev.entrega.api.openapi.OpenApiController} first, then {@link
 * dev.entrega.api.openapi.OpenApiDocument}; {@link dev.entrega.api.openapi.Answers} has what the platform knows beyond the
 * code of a controller.
 */
@NullMarked
package dev.entrega.api.openapi;

import org.jspecify.annotations.NullMarked;
