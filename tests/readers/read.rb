# usage: read.rb FILE    Psych: see read.py. SPDX-License-Identifier: MIT
require 'json'
require 'psych'

def plain(value)
  case value
  when Hash then value.to_h { |key, inner| [plain(key), plain(inner)] }
  when Array then value.map { |inner| plain(inner) }
  when String, Integer, Float, true, false, nil then value
  else { 'not a string' => value.class.name }
  end
end

Psych.load_stream(File.read(ARGV[0], encoding: 'UTF-8')) { |document| puts JSON.generate(plain(document)) }
