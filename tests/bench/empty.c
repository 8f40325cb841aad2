/* A program that does nothing; linked with pinport's libraries it shows what their loading costs.
 * SPDX-License-Identifier: MIT */
int main(void)
{
	return 0;
}
