// Loaded by Node before a program that is run against the double: its names lead to the loopback, or nowhere.
"use strict";

const net = require("node:net");

const hosts = process.env.DOUBLE_HOSTS.split(",");
const ports = { 443: Number(process.env.DOUBLE_PORT), 80: Number(process.env.DOUBLE_PLAIN_PORT) };
const connect = net.Socket.prototype.connect;

/** Every client comes here in the end; TLS keeps the name that it was asked for. */
net.Socket.prototype.connect = function (...given) {
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  if (typeof options !== "object" || !hosts.includes(options.host) || !(options.port in ports)) {
    const error = new Error("this name leads nowhere here");
    process.nextTick(() => this.destroy(Object.assign(error, { code: "ENOTFOUND" })));
    return this;
  }
  const led = { ...options, host: "127.0.0.1", port: ports[options.port], lookup: undefined };
  if (!Array.isArray(given[0])) return connect.call(this, led, ...given.slice(1));
  given[0][0] = led;
  return connect.apply(this, given);
};
