<?xml version="1.0" encoding="UTF-8"?>
<!-- A peer of `pinport convert -f json`: accounts as JSON lines, by a stylesheet. SPDX-License-Identifier: MIT -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:p="urn:pinport:pinpoint-export:1">
	<xsl:output method="text" encoding="UTF-8"/>
	<xsl:strip-space elements="*"/>
	<xsl:template match="/">
		<xsl:for-each select="p:PinpointExport/p:Account">
			<xsl:apply-templates select="."/>
			<xsl:text>&#10;</xsl:text>
		</xsl:for-each>
	</xsl:template>
	<xsl:template match="*">
		<xsl:text>{</xsl:text>
		<xsl:for-each select="@*">
			<xsl:if test="position() &gt; 1">,</xsl:if>
			<xsl:text>"</xsl:text><xsl:value-of select="local-name()"/><xsl:text>":</xsl:text>
			<xsl:call-template name="string"><xsl:with-param name="text" select="."/></xsl:call-template>
		</xsl:for-each>
		<xsl:if test="node()">
			<xsl:if test="@*">,</xsl:if>
			<xsl:text>"content":[</xsl:text>
			<xsl:for-each select="*|text()">
				<xsl:if test="position() &gt; 1">,</xsl:if>
				<xsl:choose>
					<xsl:when test="self::text()">
						<xsl:call-template name="string"><xsl:with-param name="text" select="."/></xsl:call-template>
					</xsl:when>
					<xsl:otherwise>
						<xsl:text>{"</xsl:text><xsl:value-of select="local-name()"/><xsl:text>":</xsl:text>
						<xsl:apply-templates select="."/>
						<xsl:text>}</xsl:text>
					</xsl:otherwise>
				</xsl:choose>
			</xsl:for-each>
			<xsl:text>]</xsl:text>
		</xsl:if>
		<xsl:text>}</xsl:text>
	</xsl:template>
	<xsl:template name="string">
		<xsl:param name="text"/>
		<xsl:text>"</xsl:text>
		<xsl:call-template name="escape"><xsl:with-param name="text" select="$text"/></xsl:call-template>
		<xsl:text>"</xsl:text>
	</xsl:template>
	<xsl:template name="escape">
		<xsl:param name="text"/>
		<xsl:choose>
			<xsl:when test="contains($text, '&quot;')">
				<xsl:call-template name="breaks"><xsl:with-param name="text" select="substring-before($text, '&quot;')"/></xsl:call-template>
				<xsl:text>\"</xsl:text>
				<xsl:call-template name="escape"><xsl:with-param name="text" select="substring-after($text, '&quot;')"/></xsl:call-template>
			</xsl:when>
			<xsl:otherwise>
				<xsl:call-template name="breaks"><xsl:with-param name="text" select="$text"/></xsl:call-template>
			</xsl:otherwise>
		</xsl:choose>
	</xsl:template>
	<xsl:template name="breaks">
		<xsl:param name="text"/>
		<xsl:choose>
			<xsl:when test="contains($text, '&#10;')">
				<xsl:value-of select="substring-before($text, '&#10;')"/>
				<xsl:text>\n</xsl:text>
				<xsl:call-template name="breaks"><xsl:with-param name="text" select="substring-after($text, '&#10;')"/></xsl:call-template>
			</xsl:when>
			<xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
		</xsl:choose>
	</xsl:template>
</xsl:stylesheet>
